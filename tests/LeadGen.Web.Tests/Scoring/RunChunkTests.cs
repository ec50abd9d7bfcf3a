using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using LeadGen.Web.Tests.Pages.Marketing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Scoring;

public sealed class RunChunkTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task After_a_publication_every_lead_has_the_score_that_it_would_have_by_itself()
    {
        for (var i = 0; i < 12; i++)
        {
            await app.LivedLeadAsync(
                $"run{i}@run.example",
                ("page_view", i),
                ("webinar_attended", 2 * i),
                ("email_unsubscribed", 3)
            );
        }

        await PublishAsync(80);

        Assert.Equal(
            [2],
            await app.DbAsync(db => db.LeadScores.Select(s => s.ModelVersion).Distinct().ToListAsync(Cancel))
        );
        var rebuild = app.Services.GetRequiredService<ScoreRebuild>();
        var digest = await rebuild.DigestAsync(Cancel);
        await rebuild.RunAsync(null, Cancel);
        Assert.Equal(digest, await rebuild.DigestAsync(Cancel));
        var run = await app.DbAsync(db => db.RescoreRuns.AsNoTracking().OrderBy(one => one.Id).LastAsync(Cancel));
        Assert.Equal(await app.DbAsync(db => db.Leads.LongCountAsync(Cancel)), run.Done);
        Assert.NotNull(run.FinishedAt);
    }

    [Fact]
    public async Task A_run_whose_instance_was_killed_goes_on_behind_what_was_done()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        for (var i = 0; i < 8; i++)
        {
            await fresh.LivedLeadAsync($"killed{i}@run.example", ("page_view", i));
        }

        var before = await ScoredAtAsync();
        await fresh.DbAsync(async db =>
        {
            db.RescoreRuns.Add(
                new RescoreRun
                {
                    Id = Guid.CreateVersion7(fresh.Clock.GetUtcNow()),
                    Cause = MoveCause.ModelPublished,
                    StartedAt = fresh.Clock.GetUtcNow(),
                    Cursor = before.Keys.Order().ElementAt(4),
                    Done = 5,
                    Total = 8,
                }
            );
            return await db.SaveChangesAsync(Cancel);
        });
        await fresh.Services.GetRequiredService<RescoreRoad>().DrainAsync(Cancel);

        var after = await ScoredAtAsync();
        Assert.Equal(before.Keys.Order().Skip(5), after.Keys.Order().Where(lead => after[lead] > before[lead]));
        Assert.Equal(8, await fresh.DbAsync(db => db.RescoreRuns.Select(run => run.Done).SingleAsync(Cancel)));

        Task<Dictionary<Guid, DateTimeOffset>> ScoredAtAsync() =>
            fresh.DbAsync(db => db.LeadScores.AsNoTracking().ToDictionaryAsync(s => s.LeadId, s => s.ScoredAt, Cancel));
    }

    [Fact]
    public async Task A_lead_that_cannot_be_read_is_parked_and_the_run_goes_on_to_its_end()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        var bad = await fresh.LivedLeadAsync("bad@run.example");
        var good = await fresh.LivedLeadAsync("good@run.example");
        await fresh.DbAsync(db =>
            db.Database.ExecuteSqlAsync($"update leadgen.leads set channel = 'nonsense' where id = {bad}", Cancel)
        );

        await PublishAsync(80, fresh);

        Assert.Equal(
            2,
            await fresh.DbAsync(db =>
                db.LeadScores.Where(s => s.LeadId == good).Select(s => s.ModelVersion).SingleAsync(Cancel)
            )
        );
        Assert.NotNull(
            (
                await fresh.DbAsync(db => db.RescoreRequests.AsNoTracking().SingleAsync(r => r.LeadId == bad, Cancel))
            ).Error
        );
        Assert.False(await fresh.DbAsync(db => db.RescoreRuns.AnyAsync(run => run.FinishedAt == null, Cancel)));
    }

    [Fact]
    public async Task What_somebody_else_has_scored_meanwhile_stays_and_is_told()
    {
        var now = Rescorer.Kept(app.Clock.GetUtcNow());
        var (same, other, gone) = (
            await app.LeadAsync(Stage.Mql),
            await app.LeadAsync(Stage.Mql),
            Guid.CreateVersion7(now)
        );
        var seen = await app.DbAsync(db =>
            db.LeadScores.Where(score => score.LeadId == same.Id).Select(score => score.ScoredAt).SingleAsync(Cancel)
        );
        LeadScore New(Guid lead) =>
            new()
            {
                LeadId = lead,
                ModelVersion = 7,
                Fit = 1,
                Engagement = 2,
                Score = 3,
                QualifyingScore = 3,
                Qualifies = false,
                Ready = false,
                Stage = Stage.Lead,
                ScoredAt = now,
            };

        var late = await app.DbAsync(db =>
            LeadScoreTable.ReplaceAsync(
                db,
                [(New(same.Id), seen), (New(other.Id), seen.AddSeconds(-1)), (New(gone), null)],
                Cancel
            )
        );

        Assert.Equal([other.Id, gone], late);
        var rows = await app.DbAsync(db =>
            db.LeadScores.AsNoTracking()
                .Where(s => s.LeadId == same.Id || s.LeadId == other.Id)
                .ToDictionaryAsync(s => s.LeadId, Cancel)
        );
        Assert.Equal((3, 7), (rows[same.Id].Score, rows[same.Id].ModelVersion));
        Assert.Equal(110, rows[other.Id].Score);
        // Whoever moves a lead moves its row: a run does not.
        Assert.Equal(Stage.Mql, rows[same.Id].Stage);
    }

    private async Task PublishAsync(int threshold, WebApp? on = null)
    {
        on ??= app;
        await on.SaveDraftAsync(DefaultModel.Value with { MqlThreshold = threshold });
        await using (var scope = on.Services.CreateAsyncScope())
        {
            Assert.IsType<PublishResult.Published>(
                await scope
                    .ServiceProvider.GetRequiredService<ModelPublisher>()
                    .PublishAsync("Run", new("Mia", null), null, [], Cancel)
            );
        }

        await on.Services.GetRequiredService<RescoreRoad>().DrainAsync(Cancel);
    }
}
