using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Calls;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Landing = LeadGen.Web.Capture.Landing;

namespace LeadGen.Web.Tests.Pages.Embed;

public sealed partial class EmbedTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Site = "https://www.plant.example";
    private const string Demo = "predictive-maintenance-costs";

    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_script_is_small_fresh_for_a_minute_and_the_same_until_the_offer_changes()
    {
        var offer = await PublishAsync("embed-script");
        var first = await ScriptAsync(offer);
        Assert.Equal("text/javascript", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromMinutes(1), first.Headers.CacheControl!.MaxAge);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/embed/{offer}.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await _visitor.SendAsync(again, Cancel)).StatusCode);

        await _app.ReadAsync(async db =>
        {
            var one = await db.Offers.SingleAsync(o => o.Slug == offer, Cancel);
            one.Change(one.Content with { CallToAction = "Get it <now>" }, _app.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Cancel);
        });
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        var changed = await ScriptAsync(offer);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
        Assert.Contains("Get it", await changed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("<now>", await changed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/embed/no-such-offer.js", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_page_with_the_script_is_a_view_of_the_offer_where_a_person_looks()
    {
        var offer = await _app.PublishAsync("embed-viewed", content => content with { EmbedOrigins = [Site] });
        foreach (
            var agent in new[] { "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "curl/8" }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/embed/embed-viewed.js");
            request.Headers.TryAddWithoutValidation("User-Agent", agent);
            await _app.Anonymous().SendAsync(request, Cancel);
        }

        await _app.Services.GetRequiredService<VisitCounts>().StoreAsync(Cancel);
        Assert.Equal(
            1,
            await _app.ReadAsync(db => db.LandingDays.Where(d => d.OfferId == offer.Id).SumAsync(d => d.Viewed, Cancel))
        );
    }

    [Fact]
    public async Task The_longest_form_is_ten_kilobytes_on_the_wire()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/embed/{Demo}.js");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await _visitor.SendAsync(request, Cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes.Length} bytes");
        Assert.InRange(bytes.Length, 1000, 10_000);
        await using var plain = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        Assert.Contains("data-leadgen", await new StreamReader(plain).ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_from_a_site_of_the_offer_is_taken_with_its_page_and_its_source()
    {
        var offer = await PublishAsync("embed-post");
        var page = Site + "/guides/costs?utm_source=Partner&utm_campaign=May&x=1";
        var answer = await PostAsync(
            offer,
            Site,
            await FieldsAsync(offer, "mina@embed.example", page, "https://www.google.com/")
        );

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Site, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var said = await ReadAsync(answer);
        Assert.Equal("Thank you", said.GetProperty("heading").GetString());
        var thanks = await _visitor.GetAsync(said.GetProperty("link").GetString(), Cancel);
        Assert.Equal(HttpStatusCode.OK, thanks.StatusCode);
        var lead = await _app.LeadAsync("mina@embed.example");
        Assert.Equal(("Partner", "May"), (lead.FirstTouch!.Source!.Name, lead.FirstTouch.Source.Campaign));
        Assert.Equal(Site + "/guides/costs", lead.FirstTouch.LandingPage);
        var submission = await _app.ReadAsync(db => db.Submissions.SingleAsync(s => s.LeadId == lead.Id, Cancel));
        Assert.Equal(page, submission.LandingPage);
        Assert.Null(submission.Spam);
    }

    [Fact]
    public async Task The_steps_of_a_form_follow_each_other_and_add_to_one_submission()
    {
        await _app.PublishAsync(
            "embed-steps",
            content =>
                content with
                {
                    EmbedOrigins = [Site],
                    Form =
                    [
                        new(LeadFields.Email, true),
                        new(LeadFields.Company, false),
                        new(LeadFields.Phone, true) { NewStep = true },
                        new(LeadFields.NextStep, false),
                    ],
                }
        );
        var first = await ReadAsync(
            await PostAsync("embed-steps", Site, await FieldsAsync("embed-steps", "steps@embed.example", Site + "/"))
        );
        var form = new HtmlParser().ParseDocument(first.GetProperty("form").GetString()!).Forms[0];
        Assert.Equal("Step 2 of 2", form.QuerySelector(".hint")!.TextContent);
        Assert.Equal("c1", form.QuerySelector("#message")!.Closest(".field")!.GetAttribute("data-if"));
        Assert.StartsWith("/offers/embed-steps/step/2?t=", form.GetAttribute("action"), StringComparison.Ordinal);
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            .ToDictionary(input => input.Name!, input => input.Value);

        var wrong = await PostAsync("embed-steps", Site, new(fields) { ["next_step"] = "question" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var errors = (await ReadAsync(wrong)).GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal(["phone", "message"], errors);
        (fields["phone"], fields["next_step"], fields["message"]) = ("030 1", "question", "How many?");
        var clicks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync("embed-steps", Site, fields)));

        Assert.All(clicks, click => Assert.Equal(HttpStatusCode.OK, click.StatusCode));
        Assert.Equal("Thank you", (await ReadAsync(clicks[0])).GetProperty("heading").GetString());
        var lead = await _app.LeadAsync("steps@embed.example");
        Assert.Equal("030 1", lead["phone"]);
        var submission = await _app.ReadAsync(db => db.Submissions.SingleAsync(s => s.LeadId == lead.Id, Cancel));
        Assert.Equal((2, "How many?"), (submission.Step, submission.Fields["message"]));
        Assert.Equal(2, (await _app.TouchpointsAsync(lead.Id)).Count);

        var begun = await ReadAsync(
            await PostAsync("embed-steps", Site, await FieldsAsync("embed-steps", "late@embed.example", Site + "/"))
        );
        var rest = new HtmlParser()
            .ParseDocument(begun.GetProperty("form").GetString()!)
            .QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            .ToDictionary(input => input.Name!, input => input.Value);
        rest["phone"] = "030 2";
        var again = await FieldsAsync("embed-steps", "too-late@embed.example", Site + "/");
        await _app.ReadAsync(async db =>
        {
            (await db.Offers.SingleAsync(o => o.Slug == "embed-steps", Cancel)).Close(_app.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Cancel);
        });
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("embed-steps", Site, rest)).StatusCode);
        Assert.Equal("030 2", (await _app.LeadAsync("late@embed.example"))["phone"]);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("embed-steps", Site, again)).StatusCode);

        fields["step_token"] = "abc";
        var expired = await PostAsync("embed-steps", Site, fields);
        Assert.Equal(HttpStatusCode.Gone, expired.StatusCode);
    }

    [Fact]
    public async Task What_they_agreed_to_is_kept_as_the_script_showed_it_and_the_browsers_no_is_honoured()
    {
        var offer = await PublishAsync("embed-consent");
        var form = await FieldsAsync(offer, "agreed@embed.example", Site + "/");
        var shown = (await _app.Services.GetRequiredService<ConsentBook>().ReadAsync(Cancel)).Text(
            ConsentPurposes.MarketingEmail,
            "en"
        );
        Assert.Contains(shown.Text, await TextAsync(offer), StringComparison.Ordinal);
        await _app.ReadAsync(async db =>
        {
            var one = await db.Offers.SingleAsync(o => o.Slug == offer, Cancel);
            one.Change(
                one.Content with
                {
                    Form = [new(LeadFields.Email, true), new(LeadFields.ConsentMarketing, false, "Other words")],
                },
                _app.Clock.GetUtcNow()
            );
            return await db.SaveChangesAsync(Cancel);
        });
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        form["consent_marketing"] = "true";

        var answer = await PostAsync(offer, Site, form, ("Sec-GPC", "1"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lead = await _app.LeadAsync("agreed@embed.example");
        var consents = await _app.ReadAsync(db => db.Consents.Where(c => c.LeadId == lead.Id).ToListAsync(Cancel));
        Assert.Equal(shown.Text, consents.Single(consent => consent.Given).Text);
        Assert.Equal(ConsentWays.PrivacyControl, consents.Single(consent => !consent.Given).How);
        Assert.Contains("Other words", await TextAsync(offer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, Site, null, true)]
    [InlineData(false, Site, null, false)]
    [InlineData(null, Site, null, false)]
    [InlineData(true, Site, "1", false)]
    [InlineData(true, "https://elsewhere.example", null, false)]
    public async Task A_form_is_of_the_browser_that_it_names_where_its_owner_agreed(
        bool? said,
        string origin,
        string? optsOut,
        bool isKnown
    )
    {
        var now = _app.Clock.GetUtcNow();
        var visitor = Visitor.Seen(Guid.CreateVersion7(now), now);
        if (said is { } mayTrack)
        {
            visitor.Said(mayTrack);
        }

        var read = new Touchpoint
        {
            Id = Guid.CreateVersion7(now),
            VisitorId = visitor.Id,
            Kind = TouchpointKinds.PageView,
            OccurredAt = now,
            RecordedAt = now,
            Path = "/prices",
        };
        await _app.SaveAsync(db => db.AddRange(visitor, read));
        var offer = await PublishAsync($"embed-browser-{visitor.Id:n}"[..40]);
        var email = $"{visitor.Id:n}@browser.example";
        var form = await FieldsAsync(offer, email, Site + "/guide");
        form["visitor"] = visitor.Id.ToString();
        var answer = await PostAsync(offer, origin, form, optsOut is null ? null : ("Sec-GPC", optsOut));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lead = await _app.LeadAsync(email);
        var did = await _app.TouchpointsAsync(lead.Id);
        Assert.Equal(isKnown, did.Any(one => one.Id == read.Id));
        Assert.Equal(
            isKnown ? visitor.Id : null,
            did.Single(one => one.Kind == TouchpointKinds.FormSubmitted).VisitorId
        );
    }

    [Fact]
    public async Task A_double_click_counts_once_and_two_who_are_shown_one_script_count_twice()
    {
        var offer = await PublishAsync("embed-twice");
        var form = await FieldsAsync(offer, "twice@embed.example", Site + "/");
        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostAsync(offer, Site, form)));
        Assert.All(clicks, click => Assert.Equal(HttpStatusCode.OK, click.StatusCode));
        // The way with the whole page, where the site lets no script talk to us.
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync("/offers/" + offer, Site, form)).StatusCode);
        Assert.Equal(1, await _app.SubmissionsAsync((await _app.LeadAsync("twice@embed.example")).Id));

        form[SubmissionKeys.PartField] = "another showing";
        await PostAsync(offer, Site, form);
        Assert.Equal(2, await _app.SubmissionsAsync((await _app.LeadAsync("twice@embed.example")).Id));
    }

    [Fact]
    public async Task What_is_wrong_is_told_field_by_field_in_the_order_of_the_form()
    {
        var offer = await PublishAsync("embed-errors");
        var form = await FieldsAsync(offer, "mina@", Site + "/");
        form["next_step"] = "everything";
        var answer = await PostAsync(offer, Site, form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var errors = (await ReadAsync(answer)).GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal(["email", "next_step"], errors);
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task From_any_other_site_nothing_can_be_read_and_nothing_is_lost(string? origin)
    {
        var offer = await PublishAsync("embed-other-" + (origin?.Length ?? 0));
        var email = $"other{origin?.Length}@embed.example";
        var answer = await PostAsync(offer, origin, await FieldsAsync(offer, email, origin ?? ""));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        var lead = await _app.LeadAsync(email);
        var submission = await _app.ReadAsync(db => db.Submissions.SingleAsync(s => s.LeadId == lead.Id, Cancel));
        var signs = submission.Spam?.Signals.Select(signal => signal.Sign) ?? [];
        Assert.Equal(
            origin?.StartsWith("https", StringComparison.Ordinal) == true ? [SpamSign.ForeignOrigin] : [],
            signs
        );
    }

    [Fact]
    public async Task A_marketer_names_the_sites_and_copies_what_goes_into_their_pages()
    {
        var offer = await _app.PublishAsync("embed-tab");
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var path = $"/marketing/offers/{offer.Id}/embed";
        var page = await Browsing.OpenAsync(marketer, path);
        Assert.Contains("/embed/embed-tab.js", page.GetElementById("snippet")!.TextContent, StringComparison.Ordinal);

        var refused = await marketer.PressAsync(
            path,
            Save(page),
            ("origins", "https://www.plant.example/page\nwww.other.example")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        page = await Browsing.PageAsync(refused);
        Assert.Contains(
            "www.plant.example/page",
            page.QuerySelector(".error-summary a")!.TextContent,
            StringComparison.Ordinal
        );

        await marketer.PressAsync(path, Save(page), ("origins", "WWW.Plant.example\nhttp://localhost:5000/"));
        var saved = await _app.ReadAsync(db => db.Offers.SingleAsync(o => o.Id == offer.Id, Cancel));
        Assert.Equal(["https://www.plant.example", "http://localhost:5000"], saved.EmbedOrigins);
    }

    private static AngleSharp.Dom.IElement? Save(AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelectorAll("button").Single(button => button.TextContent == "Save the sites");

    private async Task<string> PublishAsync(string slug)
    {
        await _app.PublishAsync(slug, content => content with { EmbedOrigins = [Site] });
        return slug;
    }

    private Task<HttpResponseMessage> ScriptAsync(string slug) => _visitor.GetAsync($"/embed/{slug}.js", Cancel);

    /// <summary>The script, with its markup as it is.</summary>
    private async Task<string> TextAsync(string slug) =>
        WebUtility.HtmlDecode(Regex.Unescape(await (await ScriptAsync(slug)).Content.ReadAsStringAsync(Cancel)));

    /// <summary>What the script would send.</summary>
    private async Task<Dictionary<string, string>> FieldsAsync(
        string slug,
        string email,
        string page,
        string referrer = ""
    )
    {
        var script = Regex.Unescape(await (await ScriptAsync(slug)).Content.ReadAsStringAsync(Cancel));
        var (key, texts) = (Key().Match(script).Groups[1].Value, Texts().Match(script).Groups[1].Value);
        Assert.True(key.Length > 0 && texts.Length > 0);
        return new()
        {
            [SubmissionKeys.Field] = key,
            [SubmissionKeys.PartField] = "a7f0b6f2-8d7e-4d0a-9a55-1f2a3b4c5d6e",
            [FormConsents.Field] = texts,
            [Landing.PageField] = page,
            [Landing.ReferrerField] = referrer,
            ["email"] = email,
            ["company"] = "North Wire",
        };
    }

    private Task<HttpResponseMessage> PostAsync(
        string slugOrPath,
        string? origin,
        Dictionary<string, string> form,
        (string, string)? header = null
    )
    {
        // A person needs longer than a test.
        _app.Clock.Advance(TimeSpan.FromSeconds(5));
        var path = slugOrPath.StartsWith('/') ? slugOrPath : "/embed/" + slugOrPath;
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        if (header is var (name, value))
        {
            request.Headers.Add(name, value);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return _visitor.SendAsync(request, Cancel);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;

    [GeneratedRegex("""name="submission_key" value="([^"]+)""")]
    private static partial Regex Key();

    [GeneratedRegex("""name="shown_texts" value="([^"]+)""")]
    private static partial Regex Texts();
}
