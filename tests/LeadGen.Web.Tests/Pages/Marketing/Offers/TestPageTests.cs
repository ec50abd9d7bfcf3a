using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Privacy;
using LeadGen.Web.Tests.Capture;
using LeadGen.Web.Tests.Insights;
using LeadGen.Web.Tests.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.Pages.Marketing.Offers.OfferSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing.Offers;

public sealed class TestPageTests(DemoApp demo) : IClassFixture<DemoApp>
{
    /// <summary>20 of 100 views, twice as many worth knowing: 79 views for each of two.</summary>
    private static readonly TestPlan Plan = new(TestGoal.Mql, 20, 100, 14);

    private readonly WebApp _app = demo.App;

    [Fact]
    public async Task A_marketer_prepares_a_test_starts_it_stops_it_and_adopts_what_it_showed()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var offer = await _app.PublishAsync("prepared");
        var path = $"{List}/{offer.Id}/test";
        var draft = await marketer.FollowAsync(await marketer.SubmitAsync(path, "new"));
        Assert.Equal(["As it stands", "B"], draft.QuerySelectorAll("tbody th").Select(head => head.TextContent));
        var early = await (await ActAsync(marketer, path, draft, "Start the test")).PageAsync();
        Assert.Contains("Give “B” words", early.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);

        var variant = draft.QuerySelector("tbody a.primary")!.GetAttribute("href")!;
        var wrong = await marketer.SubmitAsync(variant, null, ("name", ""), ("title", new string('x', 300)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.NotNull((await wrong.PageAsync()).QuerySelector("#name-error, #title-error"));
        draft = await marketer.FollowAsync(
            await marketer.SubmitAsync(variant, null, ("name", "Questions"), ("title", "Nine <questions>"))
        );
        Assert.Equal(
            ("Questions", "title"),
            (
                draft.QuerySelectorAll("tbody th")[1].TextContent,
                draft.QuerySelectorAll("tbody tr")[1].Children[1].Reads()
            )
        );
        var preview = await marketer.OpenAsync(
            draft.QuerySelectorAll("tbody tr")[1].QuerySelector("a.quiet")!.GetAttribute("href")!
        );
        Assert.Equal("Nine <questions>", preview.QuerySelector("h1")!.TextContent);

        await marketer.FollowAsync(await ActAsync(marketer, path, draft, "Start the test", ("rate", "12,5")));
        var test = await TestAsync(offer.Id);
        Assert.Equal((TestState.Running, 12.5m), (test.State, test.Plan.Rate));
        var running = await marketer.OpenAsync(path);
        Assert.Contains("Nobody has looked yet", running.QuerySelector(".note-box")!.Reads(), StringComparison.Ordinal);
        Assert.Contains("It is not large enough", running.QuerySelector("main")!.Reads(), StringComparison.Ordinal);

        await marketer.FollowAsync(await ActAsync(marketer, path, running, "Yes, stop it"));
        var stopped = await marketer.OpenAsync(path);
        Assert.Contains("Stopped too early", stopped.QuerySelector(".note-box")!.Reads(), StringComparison.Ordinal);
        Assert.Contains(
            "does not say that it is better",
            stopped.QuerySelector("td .ask")!.Reads(),
            StringComparison.Ordinal
        );
        await marketer.FollowAsync(await ActAsync(marketer, path, stopped, "Yes, make it the offer"));
        Assert.Equal("Nine <questions>", (await _app.OfferAsync($"{List}/{offer.Id}")).Title);
        var told = await _app.DbAsync(db =>
            db.Set<AuditEntry>().Where(entry => entry.ObjectId == offer.Id.ToString()).ToListAsync(Cancel)
        );
        Assert.Contains(told, entry => entry.Changes.GetValueOrDefault("title")?.To == "Nine <questions>");
        Assert.NotEmpty((await marketer.OpenAsync(path)).QuerySelectorAll("form[action*='handler=new']"));
    }

    [Fact]
    public async Task What_is_typed_wrong_is_said_at_its_field_and_nothing_is_kept()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var offer = await _app.PublishAsync("mistyped");
        var path = $"{List}/{offer.Id}/test";
        var draft = await marketer.FollowAsync(await marketer.SubmitAsync(path, "new"));
        var shares = draft
            .QuerySelectorAll<IHtmlInputElement>("input[name^='share.']")
            .Select(one => one.Name!)
            .ToList();

        var answer = await ActAsync(
            marketer,
            path,
            draft,
            "Save",
            (shares[0], "50"),
            (shares[1], "x"),
            ("rate", "0"),
            ("lift", "-3"),
            ("days", "999")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Equal(4, page.QuerySelectorAll(".field.invalid").Length);
        Assert.Equal("999", Value(page, "days"));
        Assert.Equal(14, (await TestAsync(offer.Id)).Plan.Days);
        var unmeasured = await ActAsync(marketer, path, draft, "Save", ("rate", ""));
        Assert.Contains(
            "enter what you expect",
            (await unmeasured.PageAsync()).QuerySelector("#rate-error")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Of_many_who_prepare_one_at_once_one_does_and_of_two_who_change_it_the_second_is_told()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var offer = await _app.PublishAsync("raced");
        var path = $"{List}/{offer.Id}/test";
        var page = await marketer.OpenAsync(path);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => ActAsync(marketer, path, page, "Prepare a test"))
        );
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Equal(1, await _app.DbAsync(db => db.OfferTests.CountAsync(test => test.OfferId == offer.Id, Cancel)));

        var seen = await marketer.OpenAsync(path);
        await marketer.FollowAsync(await ActAsync(marketer, path, seen, "Add a variant"));
        var late = await marketer.FollowAsync(await ActAsync(marketer, path, seen, "Save", ("days", "3")));
        Assert.Contains("Somebody else changed this test", late.Flash(), StringComparison.Ordinal);
        Assert.Equal((3, 14), ((await TestAsync(offer.Id)).Variants.Count, (await TestAsync(offer.Id)).Plan.Days));
    }

    [Fact]
    public async Task A_form_is_taken_from_another_offer_as_it_is_now()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var source = await _app.PublishAsync(
            "form-source",
            content => content with { Title = "The short form", Form = [new(LeadFields.Email, true)] }
        );
        var offer = await _app.PublishAsync("form-taker");
        var path = $"{List}/{offer.Id}/test";
        var draft = await marketer.FollowAsync(await marketer.SubmitAsync(path, "new"));
        var variant = draft.QuerySelector("tbody a.primary")!.GetAttribute("href")!;
        await marketer.FollowAsync(await marketer.SubmitAsync(variant, null, ("form", source.Id.ToString())));
        Assert.Equal(["email"], (await TestAsync(offer.Id)).Variants[1].Form!.Fields.Select(field => field.Key));

        await marketer.FollowAsync(await marketer.SubmitAsync(variant, null, ("title", "With a title")));
        var kept = (await TestAsync(offer.Id)).Variants[1];
        Assert.Equal(("With a title", "The short form"), (kept.Words.Title, kept.Form!.From));
    }

    [Fact]
    public async Task It_is_judged_by_who_came_to_sales_and_each_number_leads_to_its_leads()
    {
        var (offer, test) = await _app.TestedAsync("judged", plan: Plan);
        var path = $"{List}/{offer.Id}/test";
        _app.Clock.Advance(TimeSpan.FromDays(30));
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        await SeenAsync(test, 0, views: 100, leads: 12, mql: 3);
        var came = await SeenAsync(test, 1, views: 100, leads: 40, mql: 38);

        // Late, for somebody who took the other first, by a machine, erased, merged: none of these is one more.
        await _app.QualifyAsync(came[39], hours: 15 * 24);
        await SubmitAsync(test, 0, came[0], hoursLater: 1);
        await _app.DbAsync(db =>
            db.Touchpoints.Where(t => t.LeadId == came[1].Id)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Machine, true), Cancel)
        );
        await using (var scope = _app.Services.CreateAsyncScope())
        {
            var desk = scope.ServiceProvider.GetRequiredService<ErasureDesk>();
            Assert.True(await desk.EraseAsync(came[2].Id, ErasedBy.Staff, null, Cancel));
        }

        await _app.MergeAsync(came[3].Id, came[38].Id);

        var page = await marketer.OpenAsync(path);
        Assert.Contains("“B” is better", page.QuerySelector(".note-box")!.Reads(), StringComparison.Ordinal);
        var rows = page.QuerySelectorAll("tbody tr")
            .Select(row => row.Children.Select(cell => cell.Reads()).ToList())
            .ToList();
        Assert.Equal(["100 views", "13 forms"], rows[0][1..3]);
        Assert.StartsWith("12 leads 12 % (7.0 % to 20 %)", rows[0][3], StringComparison.Ordinal);
        Assert.StartsWith("3 MQL 25 %", rows[0][4], StringComparison.Ordinal);
        Assert.Equal(["100 views", "40 forms"], rows[1][1..3]);
        Assert.StartsWith("37 leads 37 %", rows[1][3], StringComparison.Ordinal);
        Assert.StartsWith("36 MQL", rows[1][4], StringComparison.Ordinal);
        Assert.StartsWith("0 SQL 0 %", rows[1][5], StringComparison.Ordinal);

        var behind = await marketer.OpenAsync(
            page.QuerySelectorAll("tbody tr")[1].Children[4].QuerySelector("a")!.GetAttribute("href")!
        );
        Assert.Equal(36, behind.QuerySelectorAll("tbody tr").Length);
        Assert.Empty(behind.QuerySelectorAll("[rel=next]"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await marketer.GetAsync($"{path}/leads?variant={test.Id}&reached=mql", Cancel)).StatusCode
        );
    }

    [Fact]
    public async Task While_it_runs_it_says_how_much_is_missing_and_when_the_offer_was_changed_under_it()
    {
        var (offer, test) = await _app.TestedAsync("waiting", plan: Plan with { Rate = 2 });
        var path = $"{List}/{offer.Id}/test";
        _app.Clock.Advance(TimeSpan.FromDays(30));
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        await SeenAsync(test, 0, views: 100, leads: 0, mql: 0);
        await SeenAsync(test, 1, views: 200, leads: 0, mql: 0);

        var page = await marketer.OpenAsync(path);
        Assert.Contains("Not enough yet", page.QuerySelector(".note-box")!.Reads(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page.QuerySelector("main")!.Reads(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".note-box.danger"));

        await marketer.FollowAsync(await marketer.SubmitAsync($"{List}/{offer.Id}", null, ("title", "Changed")));
        Assert.Contains(
            "The offer was changed while the test runs",
            (await marketer.OpenAsync(path)).QuerySelector(".note-box.danger")!.Reads(),
            StringComparison.Ordinal
        );
    }

    private Task<OfferTest> TestAsync(Guid offer) =>
        _app.DbAsync(db => db.OfferTests.AsNoTracking().SingleAsync(test => test.OfferId == offer, Cancel));

    /// <summary>Views of a variant 25 days ago, and those who came of them.</summary>
    private async Task<List<Lead>> SeenAsync(OfferTest test, int place, int views, int leads, int mql)
    {
        const int Ago = 25;
        var variant = test.Variants[place].Id;
        var day = DateOnly.FromDateTime(_app.Clock.GetUtcNow().AddDays(-Ago).UtcDateTime);
        await _app.SaveAsync(db =>
            db.VariantDays.Add(
                new VariantDay
                {
                    VariantId = variant,
                    Day = day,
                    Viewed = views,
                }
            )
        );
        var came = new List<Lead>();
        for (var i = 0; i < leads; i++)
        {
            var lead = await _app.CameAsync(new Source("news"), Ago);
            await SubmitAsync(test, place, lead);
            if (i < mql)
            {
                await _app.QualifyAsync(lead);
            }

            came.Add(lead);
        }

        return came;
    }

    private Task SubmitAsync(OfferTest test, int place, Lead lead, int hoursLater = 0)
    {
        var submission = new Submission
        {
            Id = Guid.CreateVersion7(_app.Clock.GetUtcNow()),
            LeadId = lead.Id,
            OfferId = test.OfferId,
            VariantId = test.Variants[place].Id,
            ReceivedAt = lead.CreatedAt.AddHours(hoursLater),
            Fields = new Dictionary<string, string> { ["email"] = lead.Email },
            ContentHash = "",
        };
        return _app.SaveAsync(db =>
        {
            db.Submissions.Add(submission);
            db.Touchpoints.Add(
                new Touchpoint
                {
                    Id = Guid.CreateVersion7(submission.ReceivedAt),
                    Kind = TouchpointKinds.FormSubmitted,
                    LeadId = lead.Id,
                    SubmissionId = submission.Id,
                    OccurredAt = submission.ReceivedAt,
                    RecordedAt = submission.ReceivedAt,
                }
            );
        });
    }

    /// <summary>Presses the button of this name, as where it leads may differ from its form.</summary>
    private static Task<HttpResponseMessage> ActAsync(
        HttpClient marketer,
        string path,
        IHtmlDocument page,
        string button,
        params (string Name, string Value)[] typed
    )
    {
        var pressed = page.QuerySelectorAll("main button").First(one => one.TextContent.Trim() == button);
        var form = pressed.Closest("form")!;
        var usual = form.GetAttribute("action");
        form.SetAttribute("action", pressed.GetAttribute("formaction") ?? usual ?? path);
        var answer = marketer.PressAsync(path, pressed, typed);
        form.SetAttribute("action", usual ?? path);
        return answer;
    }
}
