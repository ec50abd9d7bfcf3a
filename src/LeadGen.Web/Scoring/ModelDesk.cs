using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>What came of a change to the draft.</summary>
public enum DraftResult
{
    Done,

    /// <summary>There is no draft.</summary>
    None,

    /// <summary>Somebody else changed it in the meantime.</summary>
    MovedOn,
}

/// <summary>Keeps the one draft of the scoring model, and makes it the next version.</summary>
public sealed partial class ModelDesk(
    LeadGenDbContext db,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<ModelDesk> log
)
{
    public const int WhyMaxLength = 1000;
    public const int VersionsShown = 50;

    public Task<ScoringModelVersion> PublishedAsync(CancellationToken cancel) =>
        db.ScoringModels.AsNoTracking().SingleAsync(model => model.State == ModelState.Published, cancel);

    public Task<ScoringModelVersion?> DraftAsync(CancellationToken cancel) =>
        db.ScoringModels.AsNoTracking().SingleOrDefaultAsync(model => model.State == ModelState.Draft, cancel);

    public Task<ScoringModelVersion?> VersionAsync(int version, CancellationToken cancel) =>
        db.ScoringModels.AsNoTracking().SingleOrDefaultAsync(model => model.Version == version, cancel);

    /// <summary>The latest versions, without the draft.</summary>
    public Task<List<ScoringModelVersion>> VersionsAsync(CancellationToken cancel) =>
        db
            .ScoringModels.AsNoTracking()
            .Where(model => model.Version != null)
            .OrderByDescending(model => model.Version)
            .Take(VersionsShown)
            .ToListAsync(cancel);

    /// <summary>Makes the draft, or changes it.</summary>
    /// <param name="revision">The one the editor saw; null overwrites whatever is there.</param>
    public async Task<DraftResult> SaveDraftAsync(
        ScoringModel model,
        string? actor,
        int? revision,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var draft = await db.ScoringModels.SingleOrDefaultAsync(row => row.State == ModelState.Draft, cancel);
        if (revision is not null && revision != (draft?.Revision ?? 0))
        {
            return DraftResult.MovedOn;
        }

        if (draft is null)
        {
            draft = new ScoringModelVersion
            {
                Id = Guid.CreateVersion7(now),
                State = ModelState.Draft,
                Model = model,
            };
            db.ScoringModels.Add(draft);
        }

        (draft.Model, draft.UpdatedAt, draft.UpdatedBy, draft.Revision) = (model, now, actor, draft.Revision + 1);
        return await SavedAsync(cancel);
    }

    public async Task<DraftResult> DiscardDraftAsync(CancellationToken cancel) =>
        await db.ScoringModels.Where(row => row.State == ModelState.Draft).ExecuteDeleteAsync(cancel) > 0
            ? DraftResult.Done
            : DraftResult.None;

    /// <summary>The draft becomes the next version and is in force at once; all leads are scored anew in the background.</summary>
    /// <param name="revision">The one the publisher saw; null publishes whatever is there.</param>
    public async Task<(DraftResult Result, int Version)> PublishAsync(
        string? why,
        string? actor,
        int? revision,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var draft = await db.ScoringModels.SingleOrDefaultAsync(row => row.State == ModelState.Draft, cancel);
        if (draft is null || (revision is not null && revision != draft.Revision))
        {
            return (draft is null ? DraftResult.None : DraftResult.MovedOn, 0);
        }

        var before = await db.ScoringModels.SingleAsync(row => row.State == ModelState.Published, cancel);
        // One is published at any time, so the old one leaves first.
        (before.State, before.Revision) = (ModelState.Retired, before.Revision + 1);
        if (await SavedAsync(cancel) != DraftResult.Done)
        {
            return (DraftResult.MovedOn, 0);
        }

        (draft.State, draft.Version, draft.Revision) = (ModelState.Published, before.Version + 1, draft.Revision + 1);
        (draft.PublishedAt, draft.PublishedBy, draft.Why) = (now, actor, why);
        db.RescoreRuns.Add(await RescoreRuns.StartAsync(db, MoveCause.ModelPublished, now, cancel));
        if (await SavedAsync(cancel) != DraftResult.Done)
        {
            return (DraftResult.MovedOn, 0);
        }

        await transaction.CommitAsync(cancel);
        queue.Wake();
        LogPublished(draft.Version!.Value);
        return (DraftResult.Done, draft.Version!.Value);
    }

    private async Task<DraftResult> SavedAsync(CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return DraftResult.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return DraftResult.MovedOn;
        }
        catch (DbUpdateException e)
            when (e.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            return DraftResult.MovedOn;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Version {Version} of the scoring model was published")]
    private partial void LogPublished(int version);
}
