using LeadGen.Domain.Learning;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring.Learning;

/// <summary>A run and how far it is, without what it found.</summary>
public sealed record LearningLine(
    Guid Id,
    LearningState State,
    DateTimeOffset AskedAt,
    string? AskedBy,
    long Done,
    long Total,
    string? Error
);

/// <summary>Asks for scorecards to be learned, and reads what came of it.</summary>
public sealed class LearningDesk(LeadGenDbContext db, ModelDesk models, LearningRoad road, TimeProvider time)
{
    public const int Shown = 10;

    /// <returns>False where one waits or runs already: that one has to end first.</returns>
    public async Task<bool> AskAsync(LearningOptions options, string? actor, CancellationToken cancel)
    {
        if (await Under().AnyAsync(cancel))
        {
            return false;
        }

        var now = time.GetUtcNow();
        db.LearningRuns.Add(
            new LearningRun
            {
                Id = Guid.CreateVersion7(now),
                State = LearningState.Waiting,
                Options = options,
                AgainstVersion = (await models.PublishedAsync(cancel)).Version!.Value,
                AskedAt = now,
                AskedBy = actor,
            }
        );
        await db.SaveChangesAsync(cancel);
        road.Asked.Call();
        return true;
    }

    public Task<LearningRun?> FindAsync(Guid id, CancellationToken cancel) =>
        db.LearningRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, cancel);

    /// <summary>The latest that came to its end.</summary>
    public Task<LearningRun?> LatestDoneAsync(CancellationToken cancel) =>
        db
            .LearningRuns.AsNoTracking()
            .Where(run => run.State == LearningState.Done)
            .OrderByDescending(run => run.Id)
            .FirstOrDefaultAsync(cancel);

    /// <summary>The last ones asked for.</summary>
    public Task<List<LearningLine>> LinesAsync(CancellationToken cancel) => Lines().Take(Shown).ToListAsync(cancel);

    /// <summary>The latest, finished or not.</summary>
    public Task<LearningLine?> LatestAsync(CancellationToken cancel) => Lines().FirstOrDefaultAsync(cancel);

    private IQueryable<LearningRun> Under() =>
        db.LearningRuns.Where(run => run.State == LearningState.Waiting || run.State == LearningState.Running);

    // Without what they found, which is long.
    private IQueryable<LearningLine> Lines() =>
        db
            .LearningRuns.OrderByDescending(run => run.Id)
            .Select(run => new LearningLine(
                run.Id,
                run.State,
                run.AskedAt,
                run.AskedBy,
                run.Done,
                run.Total,
                run.Error
            ));
}
