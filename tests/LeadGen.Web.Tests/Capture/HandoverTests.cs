using System.Net;
using System.Text;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;

namespace LeadGen.Web.Tests.Capture;

public sealed class HandoverTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Paper = "predictive-maintenance-costs";

    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_of_thanks_hands_over_a_real_PDF_and_the_first_download_counts()
    {
        var thanks = await ThanksAsync(Paper, "reader@northwire.example");
        Assert.Equal("no-store", (await _visitor.GetAsync(thanks, Cancel)).Headers.CacheControl!.ToString());
        var link = (await _visitor.PageAsync(thanks)).QuerySelector("a[href^='/files/']")!.GetAttribute("href")!;
        var lead = await _app.LeadAsync("reader@northwire.example");
        Assert.Single(await _app.TouchpointsAsync(lead.Id));

        await _visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), Cancel);
        Assert.Single(await _app.TouchpointsAsync(lead.Id));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _visitor.GetAsync(link, Cancel)));

        var file = answers[0];
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("application/pdf", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("no-store", file.Headers.CacheControl!.ToString());
        Assert.Equal(["nosniff"], file.Headers.GetValues("X-Content-Type-Options"));
        AssertIsPdf(await file.Content.ReadAsByteArrayAsync(Cancel));
        var download = Assert.Single(
            await _app.TouchpointsAsync(lead.Id),
            touchpoint => touchpoint.Kind == TouchpointKinds.ContentDownloaded
        );
        Assert.Equal(("late", Paper), (download.Properties["depth"], download.Offer));
    }

    [Fact]
    public async Task The_page_of_thanks_says_what_comes_next()
    {
        var content = await _visitor.PageAsync(await ThanksAsync(Paper, "next1@northwire.example"));
        var contact = await _visitor.PageAsync(
            await ThanksAsync(Paper, "next2@northwire.example", ("next_step", "contact"))
        );
        var talk = await _visitor.PageAsync(await ThanksAsync("talk-to-sales", "next3@northwire.example"));
        var webinar = await _visitor.PageAsync(
            await ThanksAsync("from-alarm-to-work-order", "next4@northwire.example")
        );

        Assert.DoesNotContain("24 hours", content.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("24 hours", contact.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("24 hours", talk.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Your seat is saved", webinar.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(webinar.QuerySelector("time[datetime]"));
    }

    [Fact]
    public async Task A_mistyped_address_is_asked_about()
    {
        var page = await _visitor.PageAsync(await ThanksAsync(Paper, "mina@gmial.com"));
        Assert.Contains("Did you mean gmail.com?", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?t=")]
    [InlineData("?t=nonsense")]
    [InlineData("?t=%00%FF")]
    [InlineData("?t=a&t=b")]
    public async Task Without_a_token_of_ours_the_page_of_thanks_holds_nothing_of_anybody(string query)
    {
        await ThanksAsync(Paper, "secret@northwire.example");
        var answer = await _visitor.GetAsync($"/offers/{Paper}/thanks{query}", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await CaptureSteps.PageAsync(answer);
        Assert.DoesNotContain("@northwire.example", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href^='/files/']"));
    }

    [Fact]
    public async Task Tokens_expire_and_serve_no_other_purpose()
    {
        var thanks = await ThanksAsync(Paper, "expire@northwire.example");
        var file = (await _visitor.PageAsync(thanks)).QuerySelector("a[href^='/files/']")!.GetAttribute("href")!;
        var thanksToken = thanks[(thanks.IndexOf('=', StringComparison.Ordinal) + 1)..];

        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/files/" + thanksToken, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/files/nonsense", Cancel)).StatusCode);
        Assert.Null((await _visitor.PageAsync($"/offers/talk-to-sales/thanks?t={thanksToken}")).QuerySelector("aside"));

        _app.Clock.Advance(VisitorTokens.Lasts + TimeSpan.FromMinutes(1));
        var gone = await _visitor.GetAsync(file, Cancel);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("expired", (await CaptureSteps.PageAsync(gone)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await _visitor.PageAsync(thanks)).QuerySelector("a[href^='/files/']"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found()
    {
        await _app.PublishAsync(
            "lost-file",
            content =>
                content with
                {
                    Delivery = new Delivery(new OfferFile("lost.pdf", "lost.pdf", "application/pdf")),
                }
        );
        var page = await _visitor.PageAsync(await ThanksAsync("lost-file", "lost@northwire.example"));
        Assert.Null(page.QuerySelector("a[href^='/files/']"));
        Assert.Equal("Thank you", page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.QuerySelector(".note-box.warning"));
    }

    private async Task<string> ThanksAsync(string slug, string email, params (string Name, string Text)[] more)
    {
        var answer = await _visitor.FillAsync(
            slug,
            [
                ("email", email),
                ("first_name", "Mina"),
                ("last_name", "Okafor"),
                ("company", "North Wire"),
                ("country", "DE"),
                ("message", "Forty presses"),
                .. more,
            ]
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Its table says where each object begins; each must begin there.</summary>
    private static void AssertIsPdf(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        Assert.StartsWith("%PDF-1.4", text, StringComparison.Ordinal);
        Assert.EndsWith("%%EOF\n", text, StringComparison.Ordinal);
        var rows = text[
            text.LastIndexOf(
                "xref\n",
                text.LastIndexOf("startxref", StringComparison.Ordinal),
                StringComparison.Ordinal
            )..
        ]
            .Split('\n')
            .Skip(3)
            .TakeWhile(row => row.EndsWith("n ", StringComparison.Ordinal))
            .ToList();
        Assert.True(rows.Count > 10);
        Assert.All(
            rows.Index(),
            row =>
                Assert.StartsWith(
                    $"{row.Index + 1} 0 obj",
                    text[int.Parse(row.Item[..10], System.Globalization.CultureInfo.InvariantCulture)..],
                    StringComparison.Ordinal
                )
        );
    }
}
