using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing.Offers;

/// <summary>Marketing chooses what a visitor gets, without script, and a file is taken only if it is what it says.</summary>
public sealed class DeliveryPageTests(DemoApp demo) : IClassFixture<DemoApp>, IAsyncLifetime
{
    private static readonly byte[] Pdf = "%PDF-1.4\nA guide\n%%EOF\n"u8.ToArray();

    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();
    private HttpClient _marketer = null!;

    public async ValueTask InitializeAsync() => _marketer = await _app.SignedInAsync(Roles.Marketer);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_is_chosen_is_what_the_visitor_gets()
    {
        var offer = await _app.PublishAsync("chosen", content => content with { Kind = OfferKind.Webinar });
        var path = Path(offer);
        using var answer = await SaveAsync(
            path,
            ("thanks", "Well done."),
            ("url", "https://meet.example/room"),
            ("starts_at", "2031-07-01T16:00"),
            ("ends_at", "2031-07-01T17:30"),
            ("time_zone", "Europe/Berlin"),
            ("place", "Hall 3"),
            ("codes", "shared"),
            ("code", "SUMMER"),
            ("mail_subject", "For {{first_name|you}}"),
            ("mail_text", "It is on {{date}}.")
        );
        var page = await _marketer.FollowAsync(answer);

        Assert.StartsWith("Saved.", page.Flash(), StringComparison.Ordinal);
        Assert.Equal("2031-07-01T16:00", page.QuerySelector("#starts_at")!.GetAttribute("value"));
        Assert.Equal(
            new Delivery(
                Url: "https://meet.example/room",
                Thanks: "Well done.",
                StartsAt: new DateTimeOffset(2031, 7, 1, 14, 0, 0, TimeSpan.Zero),
                EndsAt: new DateTimeOffset(2031, 7, 1, 15, 30, 0, TimeSpan.Zero),
                TimeZone: "Europe/Berlin",
                Place: "Hall 3",
                Coupon: new Coupon("SUMMER"),
                Mail: new MailWords("For {{first_name|you}}", "It is on {{date}}.")
            ),
            (await NowAsync(offer)).Delivery
        );
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_field_and_what_was_typed_stays()
    {
        var offer = await _app.PublishAsync("mistaken", content => content with { Kind = OfferKind.Event });
        using var answer = await SaveAsync(
            Path(offer),
            ("url", "javascript:alert(1)"),
            ("starts_at", "tomorrow"),
            ("seats", "many"),
            ("codes", "shared"),
            ("mail_subject", "Yours"),
            ("mail_text", "Hello {{password}}")
        );
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        foreach (var field in new[] { "url", "starts_at", "seats", "code", "mail_text" })
        {
            Assert.NotNull(page.QuerySelector($"#{field}-error"));
        }

        Assert.Equal("javascript:alert(1)", page.QuerySelector("#url")!.GetAttribute("value"));
        Assert.Contains("Hello {{password}}", page.QuerySelector("#mail_text")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(offer.Version, (await NowAsync(offer)).Version);
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_the_second_is_told_and_keeps_what_they_typed()
    {
        var offer = await _app.PublishAsync("both-edit");
        var theirs = await _marketer.OpenAsync(Path(offer));
        await SaveAsync(Path(offer), ("thanks", "First."));
        using var late = await _marketer.PressAsync(Path(offer), Save(theirs), ("thanks", "Second."));
        var page = await late.PageAsync();

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Somebody else", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Second.", page.QuerySelector("#thanks")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("First.", (await NowAsync(offer)).Delivery.Thanks);
        await _marketer.PressAsync(Path(offer), Save(page));
        Assert.Equal("Second.", (await NowAsync(offer)).Delivery.Thanks);
    }

    [Fact]
    public async Task The_mail_can_be_looked_at_before_it_is_saved()
    {
        var offer = await _app.PublishAsync("looked-at");
        using var preview = await PreviewAsync(
            await _marketer.OpenAsync(Path(offer)),
            ("mail_subject", "For {{first_name}}"),
            ("mail_text", "Here, {{title}}.")
        );
        var page = await preview.PageAsync();
        var shown = page.QuerySelector("#preview")!.Reads();

        Assert.Contains("For Mina", shown, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".error-summary"));
        Assert.Contains("Here, A guide.", shown, StringComparison.Ordinal);
        Assert.Equal(offer.Version, (await NowAsync(offer)).Version);
    }

    [Fact]
    public async Task A_file_is_handed_out_under_its_name_and_replaced_without_breaking_links()
    {
        var offer = await _app.PublishAsync("with-file");
        using var first = await UploadAsync(offer, "C:\\docs\\..\\Grüße 1.pdf", Pdf);
        var page = await _marketer.FollowAsync(first);
        Assert.StartsWith("The file is handed out", page.Flash(), StringComparison.Ordinal);
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        var link = await LinkAsync("with-file", "holder@northwire.example");
        using var got = await _visitor.GetAsync(link, Cancel);
        Assert.Equal("Grüße 1.pdf", got.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal(Pdf, await got.Content.ReadAsByteArrayAsync(Cancel));
        Assert.StartsWith("uploads/", (await NowAsync(offer)).Delivery.File!.Key, StringComparison.Ordinal);

        var second = "%PDF-1.4\nA better guide\n"u8.ToArray();
        using var again = await UploadAsync(offer, "guide.pdf", second);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(second, await (await _visitor.GetAsync(link, Cancel)).Content.ReadAsByteArrayAsync(Cancel));

        using var removed = await _marketer.SubmitAsync(Path(offer), "RemoveFile");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Null((await NowAsync(offer)).Delivery.File);
        Assert.Equal(Pdf, await (await _visitor.GetAsync(link, Cancel)).Content.ReadAsByteArrayAsync(Cancel));
    }

    public static TheoryData<string, byte[], string> Bad =>
        new()
        {
            { "page.html", "<html></html>"u8.ToArray(), "wrong_kind" },
            { "picture.svg", "<svg/>"u8.ToArray(), "wrong_kind" },
            { "tool.exe", "MZ"u8.ToArray(), "wrong_kind" },
            { "../../../etc/passwd", Pdf, "wrong_kind" },
            { "guide.pdf", "MZ this is a program"u8.ToArray(), "wrong_content" },
            { "guide.docx", Zip(("a.txt", "no document")), "wrong_content" },
            { "guide.zip", Zip(("setup.exe", "MZ")), "wrong_content" },
            { "guide.zip", "PK\u0003\u0004 cut off"u8.ToArray(), "wrong_content" },
            { "guide.pdf", [], "no_file" },
        };

    [Theory, MemberData(nameof(Bad))]
    public async Task What_is_not_what_it_says_is_refused_and_leaves_nothing_behind(
        string name,
        byte[] content,
        string why
    )
    {
        var offer = await OfferOnceAsync("bad-files");
        var before = Directory.EnumerateFiles(demo.DataDirectory, "*", SearchOption.AllDirectories).Count();
        using var answer = await UploadAsync(offer, name, content);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith($"?file={why}#file", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var page = await _marketer.FollowAsync(answer);
        Assert.NotNull(page.QuerySelector("#file-error"));
        Assert.Null((await NowAsync(offer)).Delivery.File);
        Assert.Equal(before, Directory.EnumerateFiles(demo.DataDirectory, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_cut_off_leaves_nothing_behind()
    {
        var offer = await OfferOnceAsync("bad-files");
        var upload = _app.Services.GetRequiredService<FileUpload>();
        var before = Directory.EnumerateFiles(demo.DataDirectory, "*", SearchOption.AllDirectories).Count();

        await using var large = new EndlessPdf(breaksAt: long.MaxValue);
        Assert.Equal(UploadResult.TooLarge, await upload.ReceiveAsync(offer.Id, "a.pdf", large, null, Cancel));
        await using var cut = new EndlessPdf(breaksAt: 300_000);
        Assert.Equal(UploadResult.Cut, await upload.ReceiveAsync(offer.Id, "a.pdf", cut, null, Cancel));
        Assert.Equal(
            UploadResult.NotFound,
            await upload.ReceiveAsync(
                Guid.CreateVersion7(DateTimeOffset.UnixEpoch),
                "a.txt.pdf",
                new MemoryStream(Pdf),
                null,
                Cancel
            )
        );

        Assert.Null((await NowAsync(offer)).Delivery.File);
        Assert.InRange(
            Directory.EnumerateFiles(demo.DataDirectory, "*", SearchOption.AllDirectories).Count() - before,
            0,
            1 // an offer that is gone by now: its file is stray, and removed by the clock
        );
    }

    [Fact]
    public async Task Without_the_token_of_the_page_no_file_is_taken()
    {
        var offer = await OfferOnceAsync("bad-files");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pdf), "file", "guide.pdf" } };
        using var answer = await _marketer.PostAsync(Path(offer) + "/file", form, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        using var rep = await _app.SignedInAsync(Roles.SalesRep);
        using var again = new MultipartFormDataContent { { new ByteArrayContent(Pdf), "file", "guide.pdf" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await rep.PostAsync(Path(offer) + "/file", again, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_replaced_file_is_removed_once_no_link_leads_to_it()
    {
        var offer = await _app.PublishAsync("old-file");
        await UploadAsync(offer, "one.pdf", Pdf);
        var old = (await NowAsync(offer)).Delivery.File!;
        await UploadAsync(offer, "two.pdf", Pdf);
        var files = _app.Services.GetRequiredService<OfferFiles>();
        await CleanAsync();
        Assert.NotNull(files.Find(old));

        _app.Clock.Advance(FileCleaning.ReplacedKept + TimeSpan.FromDays(1));
        await CleanAsync();
        Assert.Null(files.Find(old));
        Assert.NotNull(files.Find((await NowAsync(offer)).Delivery.File!));

        async Task CleanAsync()
        {
            await using var scope = _app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<FileCleaning>().ForgetAsync(Cancel);
        }
    }

    [Fact]
    public async Task Codes_are_added_and_counted_and_a_bad_line_is_told()
    {
        var offer = await _app.PublishAsync(
            "code-page",
            content => content with { Delivery = new Delivery(Coupon: new Coupon()) }
        );
        var path = Path(offer) + "/codes";
        using var bad = await _marketer.SubmitAsync(path, null, ("codes", "GOOD\nnot good"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Contains(
            "not good",
            (await bad.PageAsync()).QuerySelector("#codes-error")!.TextContent,
            StringComparison.Ordinal
        );

        using var good = await _marketer.SubmitAsync(path, null, ("codes", "code\nA-1\nA-2\nA-2"));
        var page = await _marketer.FollowAsync(good);
        Assert.Equal("2 codes added. 1 were there already, or twice, and were left out.", page.Flash());
        Assert.Contains("Few codes left", page.QuerySelector(".note-box")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_there_is_marked_once_and_scored()
    {
        var offer = await _app.PublishAsync(
            "was-there",
            content =>
                content with
                {
                    Kind = OfferKind.Webinar,
                    Delivery = new Delivery(StartsAt: _app.Clock.GetUtcNow().AddHours(-1)),
                }
        );
        await LinkAsync("was-there", "came@northwire.example");
        await LinkAsync("was-there", "stayed-away@northwire.example");
        var path = Path(offer) + "/registrations";
        var page = await _marketer.OpenAsync(path);
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        var lead = await _app.LeadAsync("came@northwire.example");
        using var pressed = await _marketer.PressAsync(
            path,
            page.QuerySelector($"input[name=lead][value='{lead.Id}']")!.ParentElement!.QuerySelector("button")
        );
        Assert.StartsWith("Marked.", (await _marketer.FollowAsync(pressed)).Flash(), StringComparison.Ordinal);

        using var pasted = await _marketer.SubmitAsync(
            path,
            null,
            ("addresses", "Name,E-mail\nMina,CAME@northwire.example\nNobody,stranger@elsewhere.example")
        );
        Assert.Equal(
            "0 marked as there. 1 were marked before. 1 did not register and were left out: stranger@elsewhere.example.",
            (await _marketer.FollowAsync(pasted)).Flash()
        );
        Assert.Single(
            await _app.TouchpointsAsync(lead.Id),
            touchpoint => touchpoint is { Kind: TouchpointKinds.WebinarAttended, Offer: "was-there" }
        );
        await _app.ScoredAsync();
        var score = await _app.ReadAsync(db => db.LeadScores.SingleAsync(s => s.LeadId == lead.Id, Cancel));
        var other = await _app.LeadAsync("stayed-away@northwire.example");
        Assert.True(
            score.Engagement
                > (await _app.ReadAsync(db => db.LeadScores.SingleAsync(s => s.LeadId == other.Id, Cancel))).Engagement
        );
    }

    private static string Path(Offer offer) => $"/marketing/offers/{offer.Id}/delivery";

    private static IHtmlButtonElement Save(IHtmlDocument page) =>
        page.QuerySelectorAll<IHtmlButtonElement>("button.primary").Single(button => button.TextContent == "Save");

    private async Task<HttpResponseMessage> SaveAsync(string path, params (string Name, string Value)[] filled) =>
        await _marketer.PressAsync(path, Save(await _marketer.OpenAsync(path)), filled);

    private Task<HttpResponseMessage> PreviewAsync(IHtmlDocument page, params (string Name, string Value)[] filled)
    {
        var button = page.QuerySelector("button[formaction]")!;
        button.Closest("form")!.SetAttribute("action", button.GetAttribute("formaction")!);
        return _marketer.PressAsync("", button, filled);
    }

    private async Task<HttpResponseMessage> UploadAsync(Offer offer, string name, byte[] content)
    {
        var page = await _marketer.OpenAsync(Path(offer));
        var form = (IHtmlFormElement)page.QuerySelector("form[enctype='multipart/form-data']")!;
        using var body = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        body.Add(
            new StringContent(form.QuerySelector("input[type=hidden]")!.GetAttribute("value")!),
            "__RequestVerificationToken"
        );
        var file = new ByteArrayContent(content);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name}\"");
        body.Add(file);
        return await _marketer.PostAsync(form.GetAttribute("action"), body, Cancel);
    }

    /// <summary>Sends the form, and gives the link to the file, if there is one.</summary>
    private async Task<string> LinkAsync(string slug, string email)
    {
        var form = await CaptureSteps.OpenAsync(_visitor, "/offers/" + slug);
        using var answer = await _visitor.FillAsync(slug, form.Append(KeyValuePair.Create("email", email)));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = await _visitor.PageAsync(answer.Headers.Location!.OriginalString);
        return page.QuerySelector("a[href^='/files/']")?.GetAttribute("href") ?? "";
    }

    private Task<Offer> NowAsync(Offer offer) =>
        _app.ReadAsync(db => db.Offers.AsNoTracking().SingleAsync(one => one.Id == offer.Id, Cancel));

    private async Task<Offer> OfferOnceAsync(string slug) =>
        await _app.ReadAsync(db => db.Offers.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, Cancel))
        ?? await _app.PublishAsync(slug);

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return memory.ToArray();
    }

    /// <summary>Begins as a PDF and does not end, save where its line breaks.</summary>
    private sealed class EndlessPdf(long breaksAt) : MemoryStream
    {
        private long _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given >= breaksAt)
            {
                throw new IOException("The line is cut.");
            }

            if (_given == 0)
            {
                Pdf.CopyTo(buffer);
                return ValueTask.FromResult((int)(_given = Pdf.Length));
            }

            _given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
