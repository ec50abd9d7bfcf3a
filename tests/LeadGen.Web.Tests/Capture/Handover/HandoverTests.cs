using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using LeadGen.Web.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Capture.Handover;

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
        Assert.Equal(["default-src 'none'; sandbox"], file.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("bytes", file.Headers.AcceptRanges.ToString());
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

        Assert.DoesNotContain("They get in touch", content.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("They get in touch", contact.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("They get in touch", talk.Body!.TextContent, StringComparison.Ordinal);
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
        using var unknown = await _visitor.GetAsync("/files/nonsense", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        // As one looks whose keys were lost: it says how to come to a new one.
        var said = (await CaptureSteps.PageAsync(unknown)).QuerySelector("main").Reads();
        Assert.Contains("send its form: you get a new link at once", said, StringComparison.Ordinal);
        Assert.Null((await _visitor.PageAsync($"/offers/talk-to-sales/thanks?t={thanksToken}")).QuerySelector("aside"));

        _app.Clock.Advance(VisitorTokens.Lasts + TimeSpan.FromMinutes(1));
        var gone = await _visitor.GetAsync(file, Cancel);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("expired", (await CaptureSteps.PageAsync(gone)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await _visitor.PageAsync(thanks)).QuerySelector("a[href^='/files/']"));
    }

    [Fact]
    public async Task A_part_of_a_file_can_be_had_and_none_of_another()
    {
        var thanks = await ThanksAsync(Paper, "parts@northwire.example");
        var link = (await _visitor.PageAsync(thanks)).QuerySelector("a[href^='/files/']")!.GetAttribute("href")!;
        var whole = await _visitor.GetAsync(link, Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Headers.Range = new(5, 7);
        request.Headers.IfRange = new(whole.Headers.ETag!);
        var part = await _visitor.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("1.4", await part.Content.ReadAsStringAsync(Cancel));

        using var other = new HttpRequestMessage(HttpMethod.Get, link);
        other.Headers.Range = new(5, 7);
        other.Headers.IfRange = new(new EntityTagHeaderValue("\"another\""));
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(other, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Who_holds_an_expired_link_is_sent_a_new_one_to_the_address_of_the_form_and_nobody_learns_anything()
    {
        const string email = "renew@northwire.example";
        var thanks = await ThanksAsync(Paper, email);
        var link = (await _visitor.PageAsync(thanks)).QuerySelector("a[href^='/files/']")!.GetAttribute("href")!;
        _app.Clock.Advance(VisitorTokens.Lasts + TimeSpan.FromMinutes(1));
        var expired = await CaptureSteps.PageAsync(await _visitor.GetAsync(link, Cancel));
        Assert.DoesNotContain(email, expired.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(expired.QuerySelector("form[method=post] button"));

        var answers = new List<string>();
        foreach (var address in new[] { link, link, "/files/nonsense" })
        {
            var answer = await _visitor.PostAsync(address, null, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answers.Add(await answer.Content.ReadAsStringAsync(Cancel));
        }

        Assert.Single(answers.Distinct());
        var mails = (await _app.MailsAsync()).Where(mail => mail.ToAddress == email).ToList();
        Assert.Equal(2, mails.Count);
        var fresh = JsonColumn.Read<DeliveryMail>(mails.MaxBy(mail => mail.CreatedAt)!.Data);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(fresh.Path, Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_mail_is_sent_again_at_most_once_a_minute()
    {
        const string email = "again@northwire.example";
        var thanks = await ThanksAsync(Paper, email);
        var form = (await _visitor.PageAsync(thanks)).QuerySelector("aside form")!.GetAttribute("action")!;

        Assert.Equal(1, await PressedAsync());
        _app.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(2, await PressedAsync());
        _app.Clock.Advance(TimeSpan.FromSeconds(61));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _visitor.PostAsync(form, null, Cancel)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Equal(3, await CountAsync());

        async Task<int> PressedAsync()
        {
            var answer = await _visitor.PostAsync(form, null, Cancel);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            var page = await _visitor.PageAsync(answer.Headers.Location!.OriginalString);
            Assert.Contains(email, page.QuerySelector(".flash")!.TextContent, StringComparison.Ordinal);
            return await CountAsync();
        }

        async Task<int> CountAsync() => (await _app.MailsAsync()).Count(mail => mail.ToAddress == email);
    }

    [Fact]
    public async Task A_shared_code_a_date_and_where_to_go_are_all_on_the_page_and_in_one_mail()
    {
        var starts = new DateTimeOffset(_app.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero)
            .AddDays(20)
            .AddHours(15);
        await _app.PublishAsync(
            "all-at-once",
            content =>
                content with
                {
                    Kind = OfferKind.Webinar,
                    Delivery = new Delivery(
                        Url: "https://meet.example/secret-room",
                        StartsAt: starts,
                        TimeZone: "Europe/Berlin",
                        Coupon: new Coupon("WELCOME10"),
                        Mail: new MailWords(
                            "{{first_name}}, your seat",
                            "Hello {{first_name}} & <b>,\n\nsee you on {{date}}."
                        )
                    ),
                }
        );
        var page = await _visitor.PageAsync(await ThanksAsync("all-at-once", "all@northwire.example"));
        Assert.Equal("WELCOME10", page.QuerySelector(".shown-once code")!.TextContent);
        Assert.NotNull(page.QuerySelector("a[href='https://meet.example/secret-room']"));
        var calendar = page.QuerySelector("a[href*='event.ics']")!.GetAttribute("href")!;
        Assert.Contains("secret-room", await _visitor.GetStringAsync(calendar, Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "secret-room",
            await _visitor.GetStringAsync("/offers/all-at-once/event.ics", Cancel),
            StringComparison.Ordinal
        );

        var row = Assert.Single(await _app.MailsAsync(), mail => mail.ToAddress == "all@northwire.example");
        var mail = _app.Services.GetRequiredService<MailTemplates>().Write(row.Kind, row.Data);
        Assert.Equal("Mina, your seat", mail.Subject);
        Assert.Contains("WELCOME10", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://meet.example/secret-room", mail.Text, StringComparison.Ordinal);
        Assert.Contains("(Europe/Berlin)", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Mina &amp; &lt;b&gt;", mail.Html, StringComparison.Ordinal);
        Assert.Contains("BEGIN:VEVENT", JsonColumn.Read<DeliveryMail>(row.Data).Calendar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_may_lead_on_at_once_to_its_own_address_and_to_no_other()
    {
        await _app.PublishAsync(
            "at-once",
            content => content with { Delivery = new Delivery(Url: "https://shop.example/sale", GoesAtOnce: true) }
        );
        var thanks = await ThanksAsync("at-once", "goes@northwire.example");
        var answer = await _visitor.GetAsync(thanks + "&url=https://evil.example", Cancel);
        Assert.Equal(
            (HttpStatusCode.SeeOther, "https://shop.example/sale"),
            (answer.StatusCode, answer.Headers.Location!.OriginalString)
        );
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));

        var hinted = await _visitor.GetAsync(await ThanksAsync("at-once", "goes@gmial.com"), Cancel);
        Assert.Equal(HttpStatusCode.OK, hinted.StatusCode);
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

        var row = Assert.Single(await _app.MailsAsync(), mail => mail.ToAddress == "lost@northwire.example");
        var answer = await _visitor.GetAsync(JsonColumn.Read<DeliveryMail>(row.Data).Path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(
            "our fault",
            (await CaptureSteps.PageAsync(answer)).Body!.TextContent,
            StringComparison.Ordinal
        );
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
