using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Privacy;

/// <summary>What somebody agreed to is what they read, whatever was edited since.</summary>
public sealed class ConsentTextTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Paper = "predictive-maintenance-costs";

    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    [Fact]
    public async Task A_changed_text_is_a_new_version_that_pages_show_soon_and_forms_shown_before_keep_the_old_words()
    {
        using var admin = await _app.SignedInAsync(Roles.Admin);
        await SaveAsync(admin, ConsentPurposes.MarketingEmail, "Yes, write to me about bearings.");
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        var before = await _visitor.FormAsync();
        await SaveAsync(admin, ConsentPurposes.MarketingEmail, "Yes, write to me about presses.");
        await SaveAsync(admin, ConsentPurposes.PrivacyNotice, "We keep what you enter.");
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        var page = await _visitor.PageAsync("/offers/" + Paper);
        Assert.Equal("Yes, write to me about presses.", Words(page));
        Assert.Equal("We keep what you enter.", page.QuerySelector(".privacy")!.TextContent);
        var after = await _visitor.FormAsync();
        var old = await FilledAsync(before, "before@texts.example");
        var fresh = await FilledAsync(after, "after@texts.example");

        Assert.Equal("Yes, write to me about bearings.", old.Text);
        Assert.Equal("Yes, write to me about presses.", fresh.Text);
        Assert.Equal(new ConsentText("marketing_email", old.TextVersion, old.Text).Hash, old.TextHash);
        Assert.Equal(int.Parse(old.TextVersion, null) + 1, int.Parse(fresh.TextVersion, null));
        Assert.Equal("en", fresh.Locale);
        var submission = await _app.DbAsync(db => db.Submissions.SingleAsync(s => s.Id == fresh.SubmissionId, Cancel));
        Assert.Equal(new ConsentText("privacy_notice", "3", "We keep what you enter.").Hash, submission.NoticeHash);

        // Old versions stay readable, with what was said to them.
        var versions = (await admin.OpenAsync("/admin/consent"))
            .QuerySelectorAll("#marketing_email tbody tr")
            .Select(row => row.Reads())
            .ToList();
        Assert.Contains(
            versions,
            row =>
                row.Contains("about presses", StringComparison.Ordinal)
                && row.Contains("shown now", StringComparison.Ordinal)
        );
        Assert.Contains(
            versions,
            row =>
                row.Contains("about bearings", StringComparison.Ordinal)
                && row.EndsWith("1 0", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_words_of_a_form_of_its_own_are_stored_as_they_were_shown_though_its_label_is_changed_meanwhile()
    {
        var offer = await _app.PublishAsync("own-words", content => content with { Form = Form("Yes, tell me more.") });
        var form = await _visitor.FormAsync("own-words");
        await _app.DbAsync(async db =>
        {
            var edited = await db.Offers.SingleAsync(one => one.Id == offer.Id, Cancel);
            edited.Change(edited.Content with { Form = Form("Yes, sell my address.") }, _app.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Cancel);
        });
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        var consent = await FilledAsync(form, "own@texts.example", "own-words");

        Assert.Equal("Yes, tell me more.", consent.Text);
        Assert.Equal("offer " + offer.Version, consent.TextVersion);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not-sealed-by-us")]
    public async Task A_form_that_does_not_say_what_it_showed_loses_no_lead(string shown)
    {
        var consent = await FilledAsync(
            new Dictionary<string, string> { ["shown_texts"] = shown },
            $"without{shown.Length}@texts.example"
        );

        Assert.Equal(Words(await _visitor.PageAsync("/offers/" + Paper)), consent.Text);
    }

    [Fact]
    public async Task A_language_has_words_of_its_own_and_others_show_the_english_ones()
    {
        using var admin = await _app.SignedInAsync(Roles.Admin);
        await SaveAsync(admin, ConsentPurposes.MarketingEmail, "Ja, schreibt mir.", "de");
        await _app.PublishAsync("auf-deutsch", content => content with { Language = "de-AT" });
        await _app.PublishAsync("en-francais", content => content with { Language = "fr" });

        Assert.Equal("Ja, schreibt mir.", Words(await _visitor.PageAsync("/offers/auf-deutsch")));
        Assert.StartsWith("Yes, ", Words(await _visitor.PageAsync("/offers/en-francais")), StringComparison.Ordinal);
        var consent = await FilledAsync(await _visitor.FormAsync("auf-deutsch"), "de@texts.example", "auf-deutsch");
        Assert.Equal("de", consent.Locale);
    }

    [Fact]
    public async Task Words_that_cannot_be_kept_are_refused_with_what_was_typed()
    {
        using var admin = await _app.SignedInAsync(Roles.Admin);
        using var answer = await SaveAsync(admin, ConsentPurposes.MailTracking, "  ", refused: true);
        var page = await answer.PageAsync();

        Assert.Equal("Error: Enter the words that people shall read", page.QuerySelector(".field .error").Reads());
    }

    private static async Task<HttpResponseMessage> SaveAsync(
        HttpClient admin,
        string purpose,
        string text,
        string language = "en",
        bool refused = false
    )
    {
        var page = await admin.OpenAsync("/admin/consent?language=" + language);
        var answer = await admin.PressAsync(
            "/admin/consent",
            page.QuerySelector($"#{purpose} button"),
            ($"text.{purpose}", text)
        );
        Assert.Equal(refused ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Redirect, answer.StatusCode);
        return answer;
    }

    private async Task<Consent> FilledAsync(Dictionary<string, string> form, string email, string slug = Paper)
    {
        var fields = new Dictionary<string, string>(form)
        {
            ["email"] = email,
            ["first_name"] = "Mina",
            ["last_name"] = "Okafor",
            ["company"] = "North Wire",
            ["country"] = "DE",
            ["consent_marketing"] = "true",
        };
        using var answer = await _visitor.FillAsync(slug, fields);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var lead = await _app.LeadAsync(email);
        return await _app.DbAsync(db => db.Consents.SingleAsync(consent => consent.LeadId == lead.Id, Cancel));
    }

    private static string Words(AngleSharp.Dom.IDocument page) =>
        page.QuerySelector("label[for=consent_marketing]")!.TextContent.Trim();

    private static FormField[] Form(string label) =>
        [new(LeadFields.Email, Required: true), new(LeadFields.ConsentMarketing, Required: false, label)];
}
