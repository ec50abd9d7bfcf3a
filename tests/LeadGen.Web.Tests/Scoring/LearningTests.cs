using System.Net;
using LeadGen.Domain.Learning;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring.Learning;
using LeadGen.Web.Tests.Imports;
using LeadGen.Web.Tests.Pages.Marketing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Scoring;

/// <summary>A scorecard learned from the app's own leads, from the question to the draft.</summary>
public sealed class LearningTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Learn = "/marketing/scoring/learn";

    [Fact]
    public async Task Real_leads_that_were_imported_become_a_scorecard_and_what_sales_noted_afterwards_is_left_out()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var import = ImportRun.Of(fresh, RealData.File("x-education/leads.csv"), RealData.Map("x-education"));
        await import.RunAsync();
        // Sales rates those it sold to, when it is all over.
        await fresh.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $$"""
                insert into leadgen.fact_changes (id, lead_id, origin, effective_at, recorded_at, values)
                select gen_random_uuid(), lead_id, 'staff', now(), now(), '{"custom.rating": "hot"}' from leadgen.outcomes
                """,
                Cancel
            )
        );
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);

        var asked = await marketer.PressAsync(
            Learn,
            (await marketer.OpenAsync(Learn)).Button("Learn"),
            ("silent_days", "90")
        );
        await marketer.FollowAsync(asked);
        var report = (await LearnedAsync(fresh)).Report!;
        Assert.Equal((6413L, 2502L, 3911L), (report.Good.Of, report.Good.Hits, report.Silent));
        var leak = Assert.Single(report.Leaks);
        Assert.Equal(
            ("custom.rating", LeakKind.KnownOnlyAfter, "known of 2,502 judged leads now, and of 0 when sales got them"),
            (leak.Fact, leak.Kind, leak.Why)
        );
        // Time on the site comes in bands, as properties of a touchpoint.
        Assert.Contains(report.Lines, line => line.Label == "Page view: time on site band 900-1499" && line.Points > 0);
        Assert.InRange(report.Validation!.Learned.Auc, 0.86, 0.95);
        Assert.True(report.Validation.Learned.Auc > report.Validation.Present.Auc);
        Assert.Equal(Strength.Good, report.Validation.Strength);

        var page = await marketer.OpenAsync($"{Learn}?precision=80");
        Assert.Contains("It tells good leads from others", page.Body.Reads(), StringComparison.Ordinal);
        var threshold = page.QuerySelector("[name=threshold]")!.GetAttribute("value")!;
        var refused = await marketer.PressAsync(Learn, page.Button("Put it into the draft"), ("threshold", "many"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "Enter a whole number of points.",
            (await refused.PageAsync()).QuerySelector("#threshold-error")!.TextContent,
            StringComparison.Ordinal
        );
        var draft = await marketer.FollowAsync(await marketer.PressAsync(Learn, page.Button("Put it into the draft")));
        Assert.Equal("Draft of the model", draft.QuerySelector("h1")!.TextContent);
        Assert.Equal(threshold, draft.QuerySelector("[name=mql_threshold]")!.GetAttribute("value"));
        Assert.NotNull(draft.QuerySelector("[name='fit.occupation_working_professional.points']"));

        var seen = page.QuerySelector("[name=seen]")!.GetAttribute("value")!;
        var late = await marketer.PressAsync(
            Learn,
            (await marketer.OpenAsync(Learn)).Button("Put it into the draft"),
            ("seen", seen)
        );
        Assert.Contains(
            "Somebody changed the draft",
            (await marketer.FollowAsync(late)).Flash(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Nothing_to_learn_from_is_said_on_the_page_and_what_was_typed_wrong_at_its_field()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var page = await marketer.OpenAsync(Learn);
        Assert.Equal("Nothing learned yet", page.QuerySelector("main .empty h2")!.TextContent);

        var refused = await marketer.PressAsync(Learn, page.Button("Learn"), ("silent_days", "0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var told = await refused.PageAsync();
        Assert.Contains(
            "Enter a whole number of days",
            told.QuerySelector("#silent_days-error")!.TextContent,
            StringComparison.Ordinal
        );

        await marketer.FollowAsync(await marketer.PressAsync(Learn, page.Button("Learn")));
        Assert.Null((await LearnedAsync(fresh)).Model);
        Assert.Contains(
            "Sales has not judged a lead yet",
            (await marketer.OpenAsync(Learn)).Body.Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_worker_that_died_is_followed_by_another_and_while_one_is_under_way_none_is_asked_for_beside_it()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        var now = fresh.Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await fresh.DbAsync(db =>
        {
            db.LearningRuns.Add(
                new LearningRun
                {
                    Id = id,
                    State = LearningState.Running,
                    Options = LearningOptions.Plain,
                    AgainstVersion = 1,
                    AskedAt = now,
                    Fence = 3,
                    LeasedUntil = now.AddHours(1),
                }
            );
            return db.SaveChangesAsync(Cancel);
        });
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var page = await marketer.OpenAsync(Learn);
        Assert.Contains("Learning from past leads.", page.Body.Reads(), StringComparison.Ordinal);
        var again = await marketer.FollowAsync(await marketer.PressAsync(Learn, page.Button("Learn")));
        Assert.Contains("One is being learned already", again.Flash(), StringComparison.Ordinal);

        fresh.Clock.Advance(TimeSpan.FromHours(2));
        await fresh.Services.GetRequiredService<LearningRoad>().NextAsync(Cancel);
        var done = await LearnedAsync(fresh);
        Assert.Equal((id, LearningState.Done, 4), (done.Id, done.State, done.Fence));
    }

    [Fact]
    public async Task A_sales_rep_does_not_see_it()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        using var answer = await rep.GetAsync(Learn, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<LearningRun> LearnedAsync(WebApp app)
    {
        for (var i = 0; i < 1200; i++)
        {
            var run = await app.DbAsync(db =>
                db.LearningRuns.AsNoTracking().OrderByDescending(one => one.Id).FirstAsync(Cancel)
            );
            if (run.FinishedAt is not null)
            {
                Assert.Null(run.Error);
                return run;
            }

            await Task.Delay(50, Cancel);
        }

        throw new TimeoutException("Learning did not end.");
    }
}
