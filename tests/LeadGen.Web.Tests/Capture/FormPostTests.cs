using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Capture;

public sealed class FormPostTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Paper = "predictive-maintenance-costs";
    private const string Webinar = "from-alarm-to-work-order";
    private const string Talk = "talk-to-sales";

    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_filled_form_becomes_a_lead_with_all_that_it_said()
    {
        var form = await _visitor.OpenAsync(
            $"/offers/{Paper}?utm_source=LinkedIn&utm_medium=paid_social&utm_campaign=Spring"
        );
        var answer = await FillAsync(
            Paper,
            form,
            "whole@northwire.example",
            ("employees", "500"),
            ("custom_nonsense", "x")
        );

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith(
            $"/offers/{Paper}/thanks?t=",
            answer.Headers.Location!.OriginalString,
            StringComparison.Ordinal
        );
        var lead = await _app.LeadAsync("whole@northwire.example");
        Assert.Equal(
            ("Mina", "North Wire", "DE", "500"),
            (lead["first_name"], lead["company"], lead["country"], lead["employees"])
        );
        Assert.Equal(Channel.Form, lead.Channel);
        Assert.Equal(("LinkedIn", "paid_social", "Spring"), Parts(lead.FirstTouch!.Source!));
        var touchpoint = Assert.Single(await _app.TouchpointsAsync(lead.Id));
        Assert.Equal((TouchpointKinds.FormSubmitted, Paper), (touchpoint.Kind, touchpoint.Offer));
        Assert.Equal(("content", "content"), (touchpoint.Properties["intent"], touchpoint.Properties["next_step"]));
        var submission = await _app.ReadAsync(db => db.Submissions.SingleAsync(s => s.LeadId == lead.Id, Cancel));
        Assert.Equal("de", submission.Fields["country"]);
        Assert.False(submission.Fields.ContainsKey("custom_nonsense"));
        Assert.Contains("utm_campaign=Spring", submission.LandingPage, StringComparison.Ordinal);
        Assert.False(await _app.ReadAsync(db => db.Consents.AnyAsync(c => c.LeadId == lead.Id, Cancel)));
    }

    [Fact]
    public async Task People_of_one_company_share_its_account_and_one_that_is_gone_is_made_anew()
    {
        var accounts = new List<Guid>();
        foreach (var name in new[] { "first", "second", "third" })
        {
            await FillAsync(Paper, await _visitor.OpenAsync("/offers/" + Paper), $"{name}@shared-desk.example");
            accounts.Add((await _app.LeadAsync($"{name}@shared-desk.example")).AccountId!.Value);
            if (name == "second")
            {
                await _app.ReadAsync(db => db.Accounts.Where(a => a.Id == accounts[0]).ExecuteDeleteAsync(Cancel));
            }
        }

        Assert.Equal(accounts[0], accounts[1]);
        Assert.NotEqual(accounts[0], accounts[2]);
        Assert.True(await _app.ReadAsync(db => db.Accounts.AnyAsync(a => a.Id == accounts[2], Cancel)));
    }

    [Fact]
    public async Task Fifty_who_post_one_new_address_at_once_make_one_lead()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(async n =>
                    await FillAsync(Paper, [], "fifty@northwire.example", ("job_title", $"Engineer {n}"))
                )
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        var lead = await _app.LeadAsync("fifty@northwire.example");
        Assert.Equal(50, await _app.SubmissionsAsync(lead.Id));
        Assert.Equal(1, await _app.ReadAsync(db => db.Leads.CountAsync(l => l.Email == lead.Email, Cancel)));
        Assert.Equal(
            1,
            await _app.ReadAsync(db => db.Accounts.CountAsync(a => a.Domain == "northwire.example", Cancel))
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_form_sent_fifty_times_at_once_counts_once(bool withKey)
    {
        var email = $"double{withKey}@click.example";
        var form = withKey ? await _visitor.OpenAsync("/offers/" + Paper) : [];
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FillAsync(Paper, form, email)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        var lead = await _app.LeadAsync(email.ToLowerInvariant());
        Assert.Equal(1, await _app.SubmissionsAsync(lead.Id));
        Assert.Single(await _app.TouchpointsAsync(lead.Id));
        await AssertNothingIsHalfStoredAsync();
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_a_new_submission_and_that_again_counts_once()
    {
        var form = await _visitor.OpenAsync("/offers/" + Paper);
        await FillAsync(Paper, form, "key@click.example");
        await FillAsync(Paper, form, "key@click.example", ("job_title", "Planner"));
        await FillAsync(Paper, form, "key@click.example", ("job_title", "Planner"));

        var lead = await _app.LeadAsync("key@click.example");
        Assert.Equal(2, await _app.SubmissionsAsync(lead.Id));
        Assert.Equal("Planner", lead["job_title"]);
    }

    [Fact]
    public async Task With_a_key_the_same_counts_once_however_late_and_without_one_for_ten_minutes()
    {
        var form = await _visitor.OpenAsync("/offers/" + Paper);
        await FillAsync(Paper, form, "late@click.example");
        await FillAsync(Paper, [], "later@click.example");
        _app.Clock.Advance(FormCapture.SameWithin + TimeSpan.FromSeconds(1));
        await FillAsync(Paper, form, "late@click.example");
        await FillAsync(Paper, [], "later@click.example");

        Assert.Equal(1, await _app.SubmissionsAsync((await _app.LeadAsync("late@click.example")).Id));
        Assert.Equal(2, await _app.SubmissionsAsync((await _app.LeadAsync("later@click.example")).Id));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("\0\uFFFF")]
    public async Task A_key_that_cannot_be_trusted_refuses_nobody(string key)
    {
        var email = $"key{key.Length}@untrusted.example";
        var form = new Dictionary<string, string> { [SubmissionKeys.Field] = key };
        await FillAsync(Paper, form, email);
        var again = await FillAsync(Paper, form, email);

        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(1, await _app.SubmissionsAsync((await _app.LeadAsync(email)).Id));
    }

    [Fact]
    public async Task An_old_key_is_as_good_as_none()
    {
        var form = await _visitor.OpenAsync("/offers/" + Paper);
        _app.Clock.Advance(SubmissionKeys.Lasts + TimeSpan.FromMinutes(1));
        await FillAsync(Paper, form, "old@tab.example");
        _app.Clock.Advance(FormCapture.SameWithin + TimeSpan.FromSeconds(1));
        await FillAsync(Paper, form, "old@tab.example");

        Assert.Equal(2, await _app.SubmissionsAsync((await _app.LeadAsync("old@tab.example")).Id));
    }

    [Fact]
    public async Task What_the_person_says_wins_over_another_system_and_staff_win_over_both()
    {
        const string Email = "precedence@northwire.example";
        await EnterAsync(Email, FactOrigin.Api, ("company", "Told by API"));
        await FillAsync(Paper, [], Email);
        await EnterAsync(Email, FactOrigin.Api, ("company", "Told by API again"));
        Assert.Equal("North Wire", (await _app.LeadAsync(Email))["company"]);
        await EnterAsync(Email, FactOrigin.Staff, ("company", "North Wire Ltd"));
        await FillAsync(Paper, [], Email, ("job_title", "Buyer"));

        var lead = await _app.LeadAsync(Email);
        Assert.Equal(("North Wire Ltd", "Buyer"), (lead["company"], lead["job_title"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Consent_is_kept_word_for_word_when_the_box_is_ticked(bool withKey)
    {
        var page = await _visitor.PageAsync("/offers/" + Paper);
        var words = page.QuerySelector("label[for=consent_marketing]")!.TextContent.Trim();
        var (email, form) = (
            $"yes{withKey}@consent.example".ToLowerInvariant(),
            withKey ? await _visitor.OpenAsync("/offers/" + Paper) : []
        );
        await FillAsync(Paper, form, email, ("consent_marketing", "true"));

        var lead = await _app.LeadAsync(email);
        var consent = await _app.ReadAsync(db => db.Consents.SingleAsync(c => c.LeadId == lead.Id, Cancel));
        Assert.Equal(words, consent.Text);
        Assert.Equal((ConsentTexts.MarketingEmail.Hash, true, "form"), (consent.TextHash, consent.Given, consent.How));
        Assert.NotNull(consent.SubmissionId);
    }

    [Theory]
    [InlineData(Paper, "contact", "Asked to be contacted")]
    [InlineData(Paper, "question", "Asked a question")]
    [InlineData(Talk, null, "Asked to talk to sales")]
    public async Task A_raised_hand_is_handed_to_sales(string slug, string? nextStep, string why)
    {
        var email = $"{slug}-{nextStep}@raises.example";
        (string, string)[] more = [("message", "How many sensors for 40 presses?")];
        await FillAsync(slug, [], email, nextStep is null ? more : [.. more, ("next_step", nextStep)]);
        await _app.ScoredAsync();

        var lead = await _app.LeadAsync(email);
        Assert.Equal(Stage.Sql, lead.Stage);
        var handoff = await _app.ReadAsync(db => db.Handoffs.SingleAsync(h => h.LeadId == lead.Id, Cancel));
        Assert.Equal((QualificationKind.Sql, HandoffState.Open), (handoff.Kind, handoff.State));
        Assert.Equal("How many sensors for 40 presses?", handoff.Dossier.Question);
        Assert.StartsWith(why, handoff.Dossier.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_wants_only_the_content_is_handed_to_nobody()
    {
        await FillAsync(Paper, [], "content@only.example", ("next_step", "content"));
        await _app.ScoredAsync();

        var lead = await _app.LeadAsync("content@only.example");
        Assert.Equal(Stage.Lead, lead.Stage);
        Assert.False(await _app.ReadAsync(db => db.Handoffs.AnyAsync(h => h.LeadId == lead.Id, Cancel)));
        Assert.True(
            await _app.ReadAsync(db => db.LeadScores.AnyAsync(s => s.LeadId == lead.Id && s.Score > 0, Cancel))
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_registers_for_the_webinar_is_registered(bool withKey)
    {
        var email = withKey ? "seat@webinar.example" : "keyless@webinar.example";
        await FillAsync(Webinar, withKey ? await _visitor.OpenAsync("/offers/" + Webinar) : [], email);

        var lead = await _app.LeadAsync(email);
        Assert.Equal(
            [TouchpointKinds.FormSubmitted, TouchpointKinds.WebinarRegistered],
            (await _app.TouchpointsAsync(lead.Id)).Select(t => t.Kind).Order()
        );
    }

    [Fact]
    public async Task Where_the_visitor_came_from_is_read_off_the_page_before()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/offers/" + Paper);
        request.Headers.Referrer = new Uri("https://www.google.com/search?q=secret");
        var page = await CaptureSteps.PageAsync(await _visitor.SendAsync(request, Cancel));
        var referrer = page.QuerySelector("input[name=landing_referrer]")!.GetAttribute("value")!;
        await FillAsync(Paper, new() { ["landing_referrer"] = referrer }, "search@engine.example");

        var lead = await _app.LeadAsync("search@engine.example");
        Assert.Equal(("google", "organic"), (lead.FirstTouch!.Source!.Name, lead.FirstTouch.Source.Medium));
        Assert.DoesNotContain("secret", lead.FirstTouch.Source.Referrer ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?cta=x", "?utm_source=news&utm_campaign=May&private=1", "news")]
    [InlineData("?utm_source=own", "?utm_source=news&utm_campaign=May", "own")]
    [InlineData("", "?x=1", null)]
    public async Task A_link_from_one_page_of_ours_to_another_keeps_the_campaign(
        string query,
        string before,
        string? source
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/offers/{Paper}{query}");
        request.Headers.Referrer = new Uri(_visitor.BaseAddress!, "/offers/" + Talk + before);
        var fields = CaptureSteps.Hidden(await CaptureSteps.PageAsync(await _visitor.SendAsync(request, Cancel)));
        Assert.StartsWith($"/offers/{Paper}{query}", fields["landing_page"], StringComparison.Ordinal);
        Assert.DoesNotContain("private", fields["landing_page"], StringComparison.Ordinal);
        // The page is kept in memory: the next visitor has nothing of it.
        Assert.Equal("/offers/" + Paper, (await CaptureSteps.OpenAsync(_visitor, "/offers/" + Paper))["landing_page"]);
        var email = $"second{before.Length}{query.Length}@page.example";
        await FillAsync(Paper, fields, email);

        var touch = (await _app.LeadAsync(email)).FirstTouch!;
        Assert.Equal((source, source == "news" ? "May" : null), (touch.Source?.Name, touch.Source?.Campaign));
    }

    /// <summary>Who lost a race leaves nothing: every row belongs to a lead that is there.</summary>
    private async Task AssertNothingIsHalfStoredAsync()
    {
        Assert.False(
            await _app.ReadAsync(db => db.FactChanges.AnyAsync(c => !db.Leads.Any(l => l.Id == c.LeadId), Cancel))
        );
        Assert.False(
            await _app.ReadAsync(db => db.Leads.AnyAsync(l => !db.LeadIdentities.Any(i => i.LeadId == l.Id), Cancel))
        );
        Assert.False(
            await _app.ReadAsync(db =>
                db.Touchpoints.AnyAsync(
                    t => t.SubmissionId != null && !db.Submissions.Any(s => s.Id == t.SubmissionId),
                    Cancel
                )
            )
        );
    }

    private static (string?, string?, string?) Parts(Source source) => (source.Name, source.Medium, source.Campaign);

    private Task<HttpResponseMessage> FillAsync(
        string slug,
        Dictionary<string, string> form,
        string email,
        params (string Name, string Text)[] more
    )
    {
        (string Name, string Text)[] fields =
        [
            ("email", email),
            ("first_name", "Mina"),
            ("last_name", "Okafor"),
            ("company", "North Wire"),
            ("country", "de"),
            .. form.Select(field => (field.Key, field.Value)),
            .. more,
        ];
        return _visitor.FillAsync(slug, fields);
    }

    private Task<IntakeResult> EnterAsync(
        string email,
        FactOrigin origin,
        params (string Fact, string? Value)[] facts
    ) =>
        _app
            .Services.GetRequiredService<LeadEntry>()
            .SaveAsync(
                new EnteredLead(
                    EmailAddress.Parse(email),
                    facts.ToDictionary(fact => fact.Fact, fact => fact.Value),
                    origin,
                    Channel.Api
                ),
                Cancel
            );
}
