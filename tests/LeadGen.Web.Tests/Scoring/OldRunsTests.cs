using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using LeadGen.Web.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Scoring;

public sealed class OldRunsTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task The_latest_replays_and_scorecards_stay_and_so_does_what_is_not_over()
    {
        // The oldest of all still runs, and the one after it failed.
        var first = app.Clock.GetUtcNow().AddDays(-300);
        await app.DbAsync(db =>
        {
            for (var place = 0; place < OldRuns.Kept + 4; place++)
            {
                var at = first.AddMinutes(place);
                db.Replays.Add(
                    new Replay
                    {
                        Id = Guid.CreateVersion7(at),
                        State = StateOf(place, ReplayState.Running, ReplayState.Failed, ReplayState.Done),
                        Model = DefaultModel.Value,
                        AgainstVersion = 1,
                        AskedAt = at,
                        LeasedUntil = app.Clock.GetUtcNow().AddHours(1),
                    }
                );
                db.LearningRuns.Add(
                    new LearningRun
                    {
                        Id = Guid.CreateVersion7(at),
                        State = StateOf(place, LearningState.Running, LearningState.Failed, LearningState.Done),
                        Options = LearningOptions.Plain,
                        AgainstVersion = 1,
                        AskedAt = at,
                        LeasedUntil = app.Clock.GetUtcNow().AddHours(1),
                    }
                );
            }

            return db.SaveChangesAsync(Cancel);
        });

        Assert.True(await ActivatorUtilities.CreateInstance<Rounds>(app.Services).CleanAsync(Cancel));

        var replays = await app.DbAsync(db => db.Replays.OrderBy(one => one.Id).ToListAsync(Cancel));
        Assert.Equal((ReplayState.Running, ReplayState.Failed), (replays[0].State, replays[1].State));
        Assert.Equal(OldRuns.Kept, replays.Count(replay => replay.State == ReplayState.Done));
        // Two of the done ones were too many: the oldest.
        Assert.Equal(TimeSpan.FromMinutes(4), replays[2].AskedAt - replays[0].AskedAt);
        var learned = await app.DbAsync(db => db.LearningRuns.ToListAsync(Cancel));
        Assert.Equal(OldRuns.Kept, learned.Count(run => run.State == LearningState.Done));
        Assert.Equal(OldRuns.Kept + 2, learned.Count);
    }

    private static T StateOf<T>(int place, T running, T failed, T done) =>
        place switch
        {
            0 => running,
            1 => failed,
            _ => done,
        };
}
