using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using LeadGen.Web.Scoring.Replays;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Scoring;

public sealed class ReplayTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task The_stored_moves_of_the_version_in_force_come_out_of_a_replay_of_its_own_time()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        await LiveAsync(fresh, leads: 40, new Random(7));

        var proof = await ProveAsync(fresh);
        Assert.True(proof.Moves > 15, $"only {proof.Moves} moves");
        Assert.True(
            proof.Holds,
            $"missing {string.Join(", ", proof.Missing)}, too many {string.Join(", ", proof.Extra)}"
        );

        // A move that nobody made is found out, and one that is gone.
        var one = await fresh.DbAsync(db =>
            db.StageMoves.Where(move => move.Trigger == MoveTrigger.Score).OrderBy(move => move.Id).FirstAsync(Cancel)
        );
        await fresh.DbAsync(db =>
            db.Database.ExecuteSqlAsync($"delete from leadgen.stage_moves where id = {one.Id}", Cancel)
        );
        Assert.Equal(one.LeadId, Assert.Single((await ProveAsync(fresh)).Extra).LeadId);
    }

    [Fact]
    public async Task A_draft_names_the_leads_that_would_enter_and_those_that_would_leave_with_the_reason()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        var near = await EnterAsync(fresh, "near@acme-one.example", "300");
        await TouchAsync(fresh, near, ("webinar_attended", 2));
        var above = await EnterAsync(fresh, "above@acme-two.example", "300");
        await TouchAsync(fresh, above, ("webinar_attended", 3), ("event_attended", 2));
        var user = await EnterAsync(fresh, "user@acme-three.example", "3");
        await TouchAsync(fresh, user, ("trial_started", 1));
        await DrainAsync(fresh);
        var published = DefaultModel.Value;
        await SaveDraftAsync(
            fresh,
            published with
            {
                MqlThreshold = 60,
                MinEngagement = 5,
                Engagement =
                [
                    .. published.Engagement.Select(one =>
                        one.Kind == "event_attended" ? one with { Points = -60 } : one
                    ),
                ],
                Product = [new("tries", "Tries it", ["trial_started"], 1)],
            }
        );

        var replay = await ReplayAsync(fresh);
        Assert.Equal(
            (ReplayState.Done, 3, 2L, 1L),
            (replay.State, (int)replay.After!.Leads, replay.Entering, replay.Leaving)
        );
        var leads = await LeadsAsync(fresh, replay);
        var byRule = leads.Single(lead => lead.LeadId == user);
        Assert.True(byRule.Enters);
        Assert.Equal("Product rule “Tries it”: 1 of 1 (in force: no such rule)", byRule.Why);
        leads.Remove(byRule);
        var (entering, leaving) = (leads.Single(lead => lead.Enters), leads.Single(lead => !lead.Enters));
        Assert.Equal((near, above), (entering.LeadId, leaving.LeadId));
        Assert.Contains("points of 60 (in force: ", entering.Why, StringComparison.Ordinal);
        Assert.Contains("“Event attended” -5", leaving.Why, StringComparison.Ordinal);
        // Both were known to fit only when somebody told who they are, which was after what they did.
        Assert.InRange(entering.At, fresh.Clock.GetUtcNow().AddMinutes(-5), fresh.Clock.GetUtcNow());

        await SaveDraftAsync(fresh, published with { MqlThreshold = 5_000 });
        replay = await ReplayAsync(fresh);
        Assert.Equal((0L, 1L), (replay.Entering, replay.Leaving));
        Assert.Equal(above, Assert.Single(await LeadsAsync(fresh, replay)).LeadId);
    }

    [Fact]
    public async Task The_api_replays_the_draft_and_says_what_it_would_have_done()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var program = await fresh.WithKeyAsync("model:read", "model:write");
        var none = await program.PostAsync("/api/v1/scoring/models/draft/replay", null, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);

        await SaveDraftAsync(fresh, DefaultModel.Value with { MqlThreshold = 80 });
        var lead = await EnterAsync(fresh, "api@acme-one.example", "300");
        await TouchAsync(fresh, lead, ("webinar_attended", 2), ("event_attended", 1));
        await DrainAsync(fresh);
        var answer = await program.PostAsync("/api/v1/scoring/models/draft/replay", null, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("done", json.GetProperty("state").GetString());
        Assert.Equal(1, json.GetProperty("leads").GetInt32());
        Assert.Equal(100, json.GetProperty("before").GetProperty("threshold").GetInt32());
        Assert.Equal(80, json.GetProperty("after").GetProperty("threshold").GetInt32());
        Assert.Equal(0, json.GetProperty("leaving").GetInt32());
        Assert.Equal(26, json.GetProperty("per_week").GetArrayLength());
        Assert.False(json.GetProperty("quality").GetProperty("enough").GetBoolean());

        var again = await program.GetFromJsonAsync<JsonElement>(
            $"/api/v1/scoring/replays/{json.GetProperty("id").GetGuid()}",
            Cancel
        );
        Assert.Equal(json.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task A_replay_whose_worker_died_is_begun_anew_and_the_dead_one_writes_nothing_more()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        var id = await fresh.DbAsync(async db =>
        {
            var replay = new Replay
            {
                Id = Guid.CreateVersion7(fresh.Clock.GetUtcNow()),
                State = ReplayState.Running,
                Model = DefaultModel.Value,
                ModelVersion = 1,
                AgainstVersion = 1,
                AskedAt = fresh.Clock.GetUtcNow(),
                Fence = 3,
                LeasedUntil = fresh.Clock.GetUtcNow().AddSeconds(-1),
            };
            db.Replays.Add(replay);
            await db.SaveChangesAsync(Cancel);
            return replay.Id;
        });
        var done = await FinishedAsync(fresh, id);
        Assert.Equal((ReplayState.Done, 4), (done.State, done.Fence));
    }

    [Fact]
    public async Task A_lead_whose_loss_fades_becomes_an_mql_at_that_instant_by_time_alone()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        await PublishAsync(
            fresh,
            DefaultModel.Value with
            {
                MqlThreshold = 100,
                MinFit = null,
                MinEngagement = null,
                MaxEngagement = null,
                Fit = [],
                Engagement =
                [
                    new EngagementCriterion("met", "Met", "meeting", 110),
                    new EngagementCriterion("left", "Unsubscribed", "email_unsubscribed", -40) { HalfLifeDays = 2 },
                ],
            }
        );
        var lead = await EnterAsync(fresh, "time@acme-one.example", "300");
        await TouchAsync(fresh, lead, ("email_unsubscribed", 0), ("meeting", 0));
        await DrainAsync(fresh);
        var rises = await fresh.DbAsync(db =>
            db.LeadScores.Where(score => score.LeadId == lead).Select(score => score.RisesAt).SingleAsync(Cancel)
        );
        // 40 × 0.5^(days / 2) must round to 10, half to even.
        Assert.InRange((rises!.Value - fresh.Clock.GetUtcNow()).TotalDays, 3.8, 4.0);

        fresh.Clock.Advance(TimeSpan.FromDays(3.7));
        await DrainAsync(fresh);
        Assert.Equal(Stage.Lead, await StageAsync(fresh, lead));
        fresh.Clock.Advance(TimeSpan.FromDays(0.3));
        await DrainAsync(fresh);
        Assert.Equal(Stage.Mql, await StageAsync(fresh, lead));
        var move = await fresh.DbAsync(db => db.StageMoves.SingleAsync(one => one.LeadId == lead, Cancel));
        Assert.Equal((MoveCause.Time, 100), (move.Cause, move.Score!.Value));
    }

    /// <summary>Leads come, do this and that over two months, and sales works what it is handed.</summary>
    private static async Task LiveAsync(WebApp at, int leads, Random random)
    {
        string[] kinds =
        [
            "page_view",
            "content_downloaded",
            "webinar_attended",
            "event_attended",
            "email_unsubscribed",
            "meeting",
        ];
        HandoffVerb[] verbs = [HandoffVerb.Qualify, HandoffVerb.Recycle, HandoffVerb.Reject, HandoffVerb.Disqualify];
        var ids = new List<Guid>();
        for (var day = 0; day < 60; day++)
        {
            at.Clock.Advance(TimeSpan.FromDays(1));
            if (ids.Count < leads)
            {
                ids.Add(await EnterAsync(at, $"life{ids.Count}@acme-{ids.Count % 7}.example", $"{random.Next(900)}"));
            }
            foreach (var lead in ids.Where(_ => random.Next(3) == 0))
            {
                await TouchAsync(at, lead, (kinds[random.Next(kinds.Length)], random.Next(4)));
            }
            await DrainAsync(at);
            await WorkAsync(at, verbs, random);
        }
    }

    private static async Task WorkAsync(WebApp at, HandoffVerb[] verbs, Random random)
    {
        var open = await at.DbAsync(db =>
            db.Handoffs.Where(handoff => handoff.State == HandoffState.Open)
                .OrderBy(handoff => handoff.Id)
                .Select(handoff => handoff.Id)
                .ToListAsync(Cancel)
        );
        foreach (var id in open.Where(_ => random.Next(2) == 0))
        {
            var verb = verbs[random.Next(verbs.Length)];
            await at.DbAsync(async db =>
            {
                var handoff = await db.Handoffs.SingleAsync(one => one.Id == id, Cancel);
                var lead = await db.Leads.SingleAsync(one => one.Id == handoff.LeadId, Cancel);
                var now = at.Clock.GetUtcNow();
                handoff.Accept(null, "rep", ServiceLevel.Default, now);
                switch (verb)
                {
                    case HandoffVerb.Qualify:
                        handoff.Qualify(new Dictionary<string, Check>(), null, "rep", now);
                        break;
                    case HandoffVerb.Recycle:
                        handoff.Recycle("timing", null, null, "rep", now);
                        break;
                    case HandoffVerb.Reject:
                        handoff.Reject("timing", null, "rep", now);
                        break;
                    default:
                        handoff.Disqualify("timing", null, "rep", now);
                        break;
                }
                if (HandoffMoves.Apply(verb, handoff, lead, new MoveContext(now, MoveCause.Person, "rep")) is { } move)
                {
                    db.StageMoves.Add(move);
                }
                await db.SaveChangesAsync(Cancel);
                return 0;
            });
        }
    }

    private static async Task<ProofResult> ProveAsync(WebApp at)
    {
        await using var scope = at.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReplayProof>().RunAsync(Cancel);
    }

    private static async Task<Replay> ReplayAsync(WebApp at)
    {
        await using var scope = at.Services.CreateAsyncScope();
        var asked = await scope.ServiceProvider.GetRequiredService<ReplayDesk>().AskAsync(true, "Mia", Cancel);
        return await FinishedAsync(at, asked!.Id);
    }

    private static async Task<Replay> FinishedAsync(WebApp at, Guid id)
    {
        for (var i = 0; i < 600; i++)
        {
            var replay = await at.DbAsync(db => db.Replays.AsNoTracking().SingleAsync(one => one.Id == id, Cancel));
            if (replay.FinishedAt is not null)
            {
                return replay;
            }
            await Task.Delay(50, Cancel);
        }
        throw new TimeoutException("The replay did not end.");
    }

    private static Task<List<ReplayedLead>> LeadsAsync(WebApp at, Replay replay) =>
        at.DbAsync(db => db.ReplayedLeads.Where(lead => lead.ReplayId == replay.Id).ToListAsync(Cancel));

    private static Task<Stage> StageAsync(WebApp at, Guid lead) =>
        at.DbAsync(db => db.Leads.Where(one => one.Id == lead).Select(one => one.Stage).SingleAsync(Cancel));

    private static async Task SaveDraftAsync(WebApp at, ScoringModel model)
    {
        await using var scope = at.Services.CreateAsyncScope();
        var result = await scope
            .ServiceProvider.GetRequiredService<ModelDesk>()
            .SaveDraftAsync(model, "Mia", null, Cancel);
        Assert.Equal(DraftResult.Done, result);
    }

    private static async Task PublishAsync(WebApp at, ScoringModel model)
    {
        await SaveDraftAsync(at, model);
        await using var scope = at.Services.CreateAsyncScope();
        var result = await scope
            .ServiceProvider.GetRequiredService<ModelPublisher>()
            .PublishAsync("Test", new("Mia", null), null, [], Cancel);
        Assert.IsType<PublishResult.Published>(result);
        await DrainAsync(at);
    }

    private static async Task<Guid> EnterAsync(WebApp at, string email, string employees)
    {
        var facts = new Dictionary<string, string?>
        {
            ["company"] = "Acme",
            ["country"] = "DE",
            ["employees"] = employees,
            ["industry"] = "Software",
            ["job_title"] = "Marketing Director",
        };
        await using var scope = at.Services.CreateAsyncScope();
        var entered = new EnteredLead(EmailAddress.Parse(email), facts, FactOrigin.Api, Channel.Api);
        return (await scope.ServiceProvider.GetRequiredService<LeadEntry>().SaveAsync(entered, Cancel)).Lead.Id;
    }

    private static async Task TouchAsync(WebApp at, Guid lead, params (string Kind, int DaysAgo)[] touchpoints)
    {
        await using var scope = at.Services.CreateAsyncScope();
        var items = touchpoints.Select(one => new TouchpointItem
        {
            Kind = one.Kind,
            LeadId = lead,
            OccurredAt = at.Clock.GetUtcNow().AddDays(-one.DaysAgo).AddMinutes(-1),
        });
        var taken = await scope
            .ServiceProvider.GetRequiredService<TouchpointIntake>()
            .TakeAsync([.. items], Channel.Api, Cancel);
        Assert.Equal(touchpoints.Length, taken.Accepted);
    }

    private static Task DrainAsync(WebApp at) => at.Services.GetRequiredService<RescoreRoad>().DrainAsync(Cancel);
}
