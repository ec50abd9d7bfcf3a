using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>Asks for replays, and reads what came of them.</summary>
public sealed class ReplayDesk(LeadGenDbContext db, ModelDesk models, ReplayRoad road, TimeProvider time)
{
    public const int Shown = 20;
    public const int LeadsShown = 50;

    /// <summary>Asks for a replay of the draft, or of the model in force. What waits or runs already is not asked for twice.</summary>
    /// <returns>Null where there is no draft.</returns>
    public async Task<Replay?> AskAsync(bool isDraft, string? actor, CancellationToken cancel)
    {
        var published = await models.PublishedAsync(cancel);
        var draft = isDraft ? await models.DraftAsync(cancel) : null;
        if (isDraft && draft is null)
        {
            return null;
        }

        var under = await db
            .Replays.AsNoTracking()
            .Where(replay => replay.State == ReplayState.Waiting || replay.State == ReplayState.Running)
            .Where(replay => replay.AgainstVersion == published.Version)
            .Where(replay =>
                draft == null ? replay.ModelVersion == published.Version : replay.DraftRevision == draft.Revision
            )
            .OrderBy(replay => replay.Id)
            .FirstOrDefaultAsync(cancel);
        if (under is not null)
        {
            return under;
        }

        var now = time.GetUtcNow();
        var replay = new Replay
        {
            Id = Guid.CreateVersion7(now),
            State = ReplayState.Waiting,
            Model = (draft ?? published).Model,
            ModelVersion = draft is null ? published.Version : null,
            DraftRevision = draft?.Revision,
            AgainstVersion = published.Version!.Value,
            AskedAt = now,
            AskedBy = actor,
        };
        db.Replays.Add(replay);
        await db.SaveChangesAsync(cancel);
        road.Asked.Call();
        return replay;
    }

    public Task<Replay?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Replays.AsNoTracking().SingleOrDefaultAsync(replay => replay.Id == id, cancel);

    /// <summary>The latest, finished or not.</summary>
    public Task<Replay?> LatestAsync(CancellationToken cancel) =>
        db.Replays.AsNoTracking().OrderByDescending(replay => replay.Id).FirstOrDefaultAsync(cancel);

    /// <summary>The latest that came to its end.</summary>
    public Task<Replay?> LatestDoneAsync(CancellationToken cancel) =>
        db
            .Replays.AsNoTracking()
            .Where(replay => replay.State == ReplayState.Done)
            .OrderByDescending(replay => replay.Id)
            .FirstOrDefaultAsync(cancel);
}
