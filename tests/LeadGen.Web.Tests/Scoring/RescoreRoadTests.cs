using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Scoring;

public sealed class RescoreRoadTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string AllButTheInstant = """
        select string_agg(concat_ws(' ', lead_id, model_version, fit, engagement, score, qualifying_score, qualifies, ready, stage), ', ' order by lead_id)
        from leadgen.lead_scores
        """;

    /// <summary>Good for 100 points of fit in the default model.</summary>
    private static readonly Dictionary<string, string?> GoodFit = new()
    {
        ["company"] = "Acme",
        ["country"] = "DE",
        ["employees"] = "300",
        ["annual_revenue"] = "20000000",
        ["industry"] = "Software",
        ["job_title"] = "Marketing Director",
    };

    [Fact]
    public async Task A_lead_that_reaches_the_threshold_becomes_an_mql_with_one_open_hand_off()
    {
        var lead = await EnterAsync("mql@acme-one.example", GoodFit);
        await TouchAsync(lead, ("webinar_attended", 0), ("webinar_attended", 0));
        await DrainAsync();

        await using var db = Db();
        Assert.Equal(Stage.Mql, (await db.Leads.SingleAsync(l => l.Id == lead, Cancel)).Stage);
        var handoff = await db.Handoffs.SingleAsync(h => h.LeadId == lead, Cancel);
        Assert.Equal((QualificationKind.Mql, HandoffState.Open), (handoff.Kind, handoff.State));
        Assert.Equal(handoff.OpenedAt + TimeSpan.FromHours(24), handoff.AcceptDue);
        var score = await db.LeadScores.SingleAsync(s => s.LeadId == lead, Cancel);
        var move = await db.StageMoves.SingleAsync(m => m.LeadId == lead, Cancel);
        Assert.Equal((score.Score, (int?)1, MoveCause.Touchpoint), (move.Score!.Value, move.ModelVersion, move.Cause));
        Assert.Equal(score.Score, handoff.Dossier.Contributions.Sum(contribution => contribution.Points));
    }

    [Fact]
    public async Task What_happened_long_ago_makes_a_lead_ready_and_its_next_touchpoint_moves_it()
    {
        var lead = await EnterAsync("late@acme-two.example", GoodFit);
        await TouchAsync(lead, ("event_attended", 31), ("event_attended", 32), ("event_attended", 33));
        await DrainAsync();
        await using (var db = Db())
        {
            Assert.Equal(Stage.Lead, (await db.Leads.SingleAsync(l => l.Id == lead, Cancel)).Stage);
            Assert.True((await db.LeadScores.SingleAsync(s => s.LeadId == lead, Cancel)).Ready);
        }

        await TouchAsync(lead, ("page_view", 0));
        await DrainAsync();
        await using (var db = Db())
        {
            Assert.Equal(Stage.Mql, (await db.Leads.SingleAsync(l => l.Id == lead, Cancel)).Stage);
            Assert.False((await db.LeadScores.SingleAsync(s => s.LeadId == lead, Cancel)).Ready);
        }
    }

    [Fact]
    public async Task A_fact_that_one_colleague_tells_scores_the_other_anew()
    {
        var first = await EnterAsync("first@acme-three.example", []);
        await DrainAsync();
        await EnterAsync("second@acme-three.example", new() { ["employees"] = "300" });
        await DrainAsync();

        await using var db = Db();
        var scores = await db.LeadScores.Where(s => s.LeadId == first).SingleAsync(Cancel);
        Assert.Equal(25, scores.Fit);
    }

    [Fact]
    public async Task A_request_that_cannot_be_done_is_parked_and_the_others_go_on()
    {
        var bad = await EnterAsync("bad@acme-four.example", []);
        var good = await EnterAsync("good@acme-five.example", []);
        await DrainAsync();
        await using (var db = Db())
        {
            await db.Database.ExecuteSqlAsync($"update leadgen.leads set facts = '[]' where id = {bad}", Cancel);
            await db.LeadScores.Where(score => score.LeadId == good || score.LeadId == bad).ExecuteDeleteAsync(Cancel);
            db.RescoreRequests.Add(RescoreQueue.Quiet(bad, MoveCause.Touchpoint, app.Clock.GetUtcNow()));
            db.RescoreRequests.Add(RescoreQueue.Quiet(good, MoveCause.Touchpoint, app.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        await DrainAsync();
        await using (var db = Db())
        {
            Assert.True(await db.LeadScores.AnyAsync(score => score.LeadId == good, Cancel));
            var parked = await db.RescoreRequests.AsNoTracking().SingleAsync(request => request.LeadId == bad, Cancel);
            Assert.NotNull(parked.Error);
            await db.RescoreRequests.Where(request => request.LeadId == bad).ExecuteDeleteAsync(Cancel);
            await db.Leads.Where(lead => lead.Id == bad).ExecuteDeleteAsync(Cancel);
        }
    }

    [Fact]
    public async Task A_publish_scores_everybody_anew_and_sends_nobody_to_sales_until_released()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        var lead = await EnterAsync("publish@acme-six.example", GoodFit, fresh);
        await TouchAsync(lead, fresh, ("webinar_attended", 0));
        await DrainAsync(fresh);
        await using var scope = fresh.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<ModelDesk>();
        var lower = DefaultModel.Value with { MqlThreshold = 50, MinEngagement = 10 };
        await desk.SaveDraftAsync(lower, "Mia", null, Cancel);
        var publisher = scope.ServiceProvider.GetRequiredService<ModelPublisher>();
        Assert.Equal(
            new PublishResult.Published(2),
            await publisher.PublishAsync("Lower", new("Mia", null), null, [], Cancel)
        );
        await DrainAsync(fresh);

        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var score = await db.LeadScores.AsNoTracking().SingleAsync(s => s.LeadId == lead, Cancel);
        Assert.Equal((2, true), (score.ModelVersion, score.Ready));
        Assert.Equal(Stage.Lead, (await db.Leads.AsNoTracking().SingleAsync(l => l.Id == lead, Cancel)).Stage);
        Assert.NotNull((await db.RescoreRuns.AsNoTracking().OrderBy(run => run.Id).LastAsync(Cancel)).FinishedAt);

        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<ReadyLeads>().ReleaseAsync(10, "Mia", Cancel));
        await DrainAsync(fresh);
        var move = await db.StageMoves.SingleAsync(m => m.LeadId == lead, Cancel);
        Assert.Equal((Stage.Mql, MoveCause.Released, "Mia"), (move.To, move.Cause, move.Actor));
    }

    [Fact]
    public async Task Of_two_who_publish_the_same_draft_one_is_told_that_it_has_moved_on()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        string seen;
        await using (var scope = fresh.Services.CreateAsyncScope())
        {
            var desk = scope.ServiceProvider.GetRequiredService<ModelDesk>();
            await desk.SaveDraftAsync(DefaultModel.Value with { MqlThreshold = 90 }, "Mia", null, Cancel);
            seen = (await desk.ReadAsync(Cancel)).Seen;
        }

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    await using var scope = fresh.Services.CreateAsyncScope();
                    return await scope
                        .ServiceProvider.GetRequiredService<ModelPublisher>()
                        .PublishAsync("Race", new("Mia", null), seen, [], Cancel);
                })
        );
        Assert.Equal(
            new PublishResult.Published(2),
            Assert.Single(results, result => result is PublishResult.Published)
        );
    }

    [Fact]
    public async Task A_draft_that_changes_nothing_is_not_published()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<ModelDesk>();
        var published = await desk.PublishedAsync(Cancel);
        await desk.SaveDraftAsync(published.Model, "Mia", null, Cancel);
        var result = await scope
            .ServiceProvider.GetRequiredService<ModelPublisher>()
            .PublishAsync("Nothing", new("Mia", null), null, [], Cancel);
        Assert.Equal(new PublishResult.Unchanged(), result);
        Assert.Equal(published.Version, (await desk.PublishedAsync(Cancel)).Version);
        await desk.DiscardDraftAsync(null, Cancel);
    }

    [Fact]
    public async Task Dropped_scores_are_rebuilt_to_the_last_digit()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        for (var i = 0; i < 20; i++)
        {
            var lead = await EnterAsync(
                $"rebuild{i}@acme-{i % 3}.example",
                new() { ["employees"] = $"{i * 40}", ["country"] = "FR" },
                fresh
            );
            await TouchAsync(
                lead,
                fresh,
                ("page_view", i % 7),
                ("content_downloaded", i % 5),
                ("webinar_attended", i % 3)
            );
        }

        await DrainAsync(fresh);
        var rebuild = fresh.Services.GetRequiredService<ScoreRebuild>();
        var before = await rebuild.DigestAsync(Cancel);
        Assert.Equal(20, await rebuild.RunAsync(null, Cancel));
        Assert.Equal(before, await rebuild.DigestAsync(Cancel));

        await using var scope = fresh.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await db.Database.ExecuteSqlAsync(
            $"update leadgen.lead_scores set score = score + 1, stage = 'customer'",
            Cancel
        );
        Assert.NotEqual(before, await rebuild.DigestAsync(Cancel));
        await rebuild.RunAsync(null, Cancel);
        Assert.Equal(before, await rebuild.DigestAsync(Cancel));

        // Gone altogether, they are made as of now: the same but for that instant.
        var all = await fresh.ScalarAsync(AllButTheInstant);
        await db.LeadScores.ExecuteDeleteAsync(Cancel);
        Assert.Equal(20, await rebuild.RunAsync(null, Cancel));
        Assert.Equal(all, await fresh.ScalarAsync(AllButTheInstant));
        Assert.Equal(
            20L,
            await fresh.CountAsync("lead_scores s join leadgen.leads l on l.id = s.lead_id and l.stage = s.stage")
        );
    }

    [Fact]
    public async Task Touchpoints_that_are_told_in_another_order_give_the_same_digest()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        string[] kinds = ["page_view", "content_downloaded", "webinar_attended", "email_unsubscribed"];
        var random = new Random(5);
        var items = new List<TouchpointItem>();
        for (var i = 0; i < 6; i++)
        {
            var lead = await EnterAsync($"order{i}@acme-order.example", new() { ["country"] = "FR" }, fresh);
            items.AddRange(
                Enumerable
                    .Range(0, 12)
                    .Select(n => new TouchpointItem
                    {
                        Id = Guid.CreateVersion7(fresh.Clock.GetUtcNow().AddMilliseconds((i * 12) + n)),
                        Kind = kinds[random.Next(kinds.Length)],
                        LeadId = lead,
                        Path = "/pricing",
                        OccurredAt = fresh.Clock.GetUtcNow().AddHours(-random.Next(60)),
                    })
            );
        }

        var first = await DigestOfAsync(items);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items));
        Assert.Equal(first, await DigestOfAsync(items));
        items.RemoveAll(item => item.Kind == "webinar_attended");
        Assert.NotEqual(first, await DigestOfAsync(items));

        // A few at a time, and all leads are scored in between.
        async Task<string> DigestOfAsync(List<TouchpointItem> told)
        {
            await using var scope = fresh.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
            await db.Database.ExecuteSqlAsync($"delete from leadgen.touchpoints", Cancel);
            var intake = scope.ServiceProvider.GetRequiredService<TouchpointIntake>();
            foreach (var some in told.Chunk(20))
            {
                Assert.Equal(some.Length, (await intake.TakeAsync([.. some], Channel.Api, Cancel)).Accepted);
                await DrainAsync(fresh);
            }
            // When each lead was scored last is all that may differ.
            await db.Database.ExecuteSqlAsync($"update leadgen.lead_scores set scored_at = '2026-01-01'", Cancel);
            return await fresh.Services.GetRequiredService<ScoreRebuild>().DigestAsync(Cancel);
        }
    }

    private async Task<Guid> EnterAsync(string email, Dictionary<string, string?> facts, WebApp? at = null)
    {
        await using var scope = (at ?? app).Services.CreateAsyncScope();
        var entered = new EnteredLead(EmailAddress.Parse(email), facts, FactOrigin.Api, Channel.Api);
        return (await scope.ServiceProvider.GetRequiredService<LeadEntry>().SaveAsync(entered, Cancel)).Lead.Id;
    }

    private Task TouchAsync(Guid lead, params (string Kind, int DaysAgo)[] touchpoints) =>
        TouchAsync(lead, app, touchpoints);

    private static async Task TouchAsync(Guid lead, WebApp at, params (string Kind, int DaysAgo)[] touchpoints)
    {
        await using var scope = at.Services.CreateAsyncScope();
        var items = touchpoints.Select(t => new TouchpointItem
        {
            Kind = t.Kind,
            LeadId = lead,
            OccurredAt = at.Clock.GetUtcNow().AddDays(-t.DaysAgo).AddMinutes(-1),
        });
        var taken = await scope
            .ServiceProvider.GetRequiredService<TouchpointIntake>()
            .TakeAsync([.. items], Channel.Api, Cancel);
        Assert.Equal(touchpoints.Length, taken.Accepted);
    }

    private Task DrainAsync() => DrainAsync(app);

    private static Task DrainAsync(WebApp at) => at.Services.GetRequiredService<RescoreRoad>().DrainAsync(Cancel);

    private LeadGenDbContext Db() => app.Services.CreateScope().ServiceProvider.GetRequiredService<LeadGenDbContext>();
}
