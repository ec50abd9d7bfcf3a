using System.Diagnostics.Metrics;
using System.Globalization;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Makes a draft, or an older version, the next version: at once, or once a second person has approved it.</summary>
public sealed partial class ModelPublisher(
    LeadGenDbContext db,
    GoldenDesk golden,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<ModelPublisher> log
)
{
    public const int WhyMaxLength = 1000;
    private const int ChangesMax = 1000;

    private static readonly Counter<long> Publications = Metrics.Meter.CreateCounter<long>(
        "leadgen.models.published",
        description: "Versions of the scoring model that came into force"
    );

    /// <summary>The draft becomes the next version and is in force at once; all leads are scored anew in the background.</summary>
    /// <param name="seen">The state that the publisher saw; null publishes whatever is there.</param>
    /// <param name="acknowledged">Names of golden leads whose change of verdict is meant.</param>
    public async Task<PublishResult> PublishAsync(
        string? why,
        Publisher who,
        string? seen,
        IReadOnlyCollection<string> acknowledged,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (result, hand) = await LookAsync(seen, cancel);
        if (result is not null)
        {
            return result;
        }

        var draft = hand.Draft!;
        if (draft.ProposedAt is not null)
        {
            return new PublishResult.Proposed();
        }

        if (ScoringModelJson.AreSame(hand.Published.Model, draft.Model))
        {
            return new PublishResult.Unchanged();
        }

        if (await MissingAsync(hand, draft.Model, acknowledged, cancel) is { } missing)
        {
            return missing;
        }

        (draft.Why, draft.Acknowledged) = (why, [.. acknowledged.Order(StringComparer.Ordinal)]);
        return await db.NeedsApprovalAsync(cancel)
            ? await ProposeAsync(draft, who, transaction, cancel)
            : await PutInForceAsync(hand.Published, draft, who, transaction, cancel);
    }

    /// <summary>The second person agrees: what was proposed is in force at once.</summary>
    public async Task<PublishResult> ApproveAsync(
        Publisher who,
        string seen,
        IReadOnlyCollection<string> acknowledged,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (result, hand) = await LookAsync(seen, cancel);
        if (result is not null || hand.Draft is not { ProposedAt: not null } draft)
        {
            return result ?? new PublishResult.None();
        }

        if (draft.ProposedById is null || draft.ProposedById == who.Id)
        {
            return new PublishResult.OwnProposal();
        }

        var all = acknowledged.Union(draft.Acknowledged ?? [], StringComparer.Ordinal).ToList();
        if (await MissingAsync(hand, draft.Model, all, cancel) is { } missing)
        {
            return missing;
        }

        draft.Acknowledged = all;
        return await PutInForceAsync(hand.Published, draft, who, transaction, cancel);
    }

    /// <summary>The proposal is taken back; the draft stays.</summary>
    public async Task<DraftResult> WithdrawAsync(string seen, CancellationToken cancel)
    {
        var (result, hand) = await LookAsync(seen, cancel);
        if (result is not null || hand.Draft is not { ProposedAt: not null } draft)
        {
            return result is PublishResult.MovedOn ? DraftResult.MovedOn : DraftResult.None;
        }

        (draft.ProposedAt, draft.ProposedBy, draft.ProposedById) = (null, null, null);
        draft.Revision++;
        return await db.TrySaveAsync(cancel) ? DraftResult.Done : DraftResult.MovedOn;
    }

    /// <summary>An older version comes into force again, as a new one. A draft stays as it is.</summary>
    /// <param name="inForce">The version that the publisher saw in force.</param>
    public async Task<PublishResult> ReturnAsync(
        int version,
        Publisher who,
        int inForce,
        IReadOnlyCollection<string> acknowledged,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var rows = await db
            .ScoringModels.Where(row => row.State != ModelState.Retired || row.Version == version)
            .ToListAsync(cancel);
        var published = rows.Single(row => row.State == ModelState.Published);
        if (rows.SingleOrDefault(row => row.Version == version && row.State == ModelState.Retired) is not { } old)
        {
            return new PublishResult.None();
        }

        var draft = rows.SingleOrDefault(row => row.State == ModelState.Draft);
        if (published.Version != inForce)
        {
            return new PublishResult.MovedOn();
        }

        if (await MissingAsync(new(published, draft), old.Model, acknowledged, cancel) is { } missing)
        {
            return missing;
        }

        var needsApproval = await db.NeedsApprovalAsync(cancel);
        if (needsApproval && draft is not null)
        {
            return new PublishResult.DraftInTheWay();
        }

        var next = Again(old, who, acknowledged);
        // The draft's place is free, or taken for a moment only: with the old one out of the way it is published.
        return needsApproval
            ? await ProposeAsync(Added(next), who, transaction, cancel)
            : await PutInForceAsync(published, next, who, transaction, cancel);
    }

    private ScoringModelVersion Again(ScoringModelVersion old, Publisher who, IReadOnlyCollection<string> acknowledged)
    {
        var now = time.GetUtcNow();
        return new ScoringModelVersion
        {
            Id = Guid.CreateVersion7(now),
            State = ModelState.Draft,
            Model = old.Model,
            UpdatedAt = now,
            UpdatedBy = who.Name,
            Why = string.Create(CultureInfo.InvariantCulture, $"Return to version {old.Version}"),
            Acknowledged = [.. acknowledged.Order(StringComparer.Ordinal)],
            ReturnOf = old.Version,
            Revision = 1,
        };
    }

    private ScoringModelVersion Added(ScoringModelVersion row)
    {
        db.ScoringModels.Add(row);
        return row;
    }

    private async Task<(PublishResult? Result, ModelsInHand Hand)> LookAsync(string? seen, CancellationToken cancel)
    {
        var both = await db
            .ScoringModels.Where(row => row.State == ModelState.Published || row.State == ModelState.Draft)
            .ToListAsync(cancel);
        var hand = new ModelsInHand(
            both.Single(row => row.State == ModelState.Published),
            both.SingleOrDefault(row => row.State == ModelState.Draft)
        );
        return (
            hand.Draft is null ? new PublishResult.None()
            : seen is not null && seen != hand.Seen ? new PublishResult.MovedOn()
            : null,
            hand
        );
    }

    private async Task<PublishResult?> MissingAsync(
        ModelsInHand hand,
        ScoringModel next,
        IReadOnlyCollection<string> acknowledged,
        CancellationToken cancel
    )
    {
        var changed = await golden.ChangedAsync(hand.Published.Model, next, cancel);
        var missing = changed.Select(check => check.Lead.Name).Except(acknowledged, StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? null : new PublishResult.Unacknowledged(missing);
    }

    private async Task<PublishResult> ProposeAsync(
        ScoringModelVersion draft,
        Publisher who,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken cancel
    )
    {
        (draft.ProposedAt, draft.ProposedBy, draft.ProposedById) = (time.GetUtcNow(), who.Name, who.Id);
        draft.Revision++;
        if (!await db.TrySaveAsync(cancel))
        {
            return new PublishResult.MovedOn();
        }

        await transaction.CommitAsync(cancel);
        LogProposed();
        return new PublishResult.Proposed();
    }

    private async Task<PublishResult> PutInForceAsync(
        ScoringModelVersion before,
        ScoringModelVersion next,
        Publisher who,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        // One is published at any time, so the old one leaves first.
        (before.State, before.Revision) = (ModelState.Retired, before.Revision + 1);
        if (!await db.TrySaveAsync(cancel))
        {
            return new PublishResult.MovedOn();
        }

        var changes = ModelDiff.Of(before.Model, next.Model);
        if (db.Entry(next).State == EntityState.Detached)
        {
            db.ScoringModels.Add(next);
        }

        (next.State, next.Version, next.Revision) = (ModelState.Published, before.Version + 1, next.Revision + 1);
        (next.PublishedAt, next.PublishedBy) = (now, who.Name);
        next.Changes = [.. changes.Take(ChangesMax).Select(change => change.Text)];
        db.RescoreRuns.Add(await RescoreRuns.StartAsync(db, MoveCause.ModelPublished, now, cancel));
        if (!await db.TrySaveAsync(cancel))
        {
            return new PublishResult.MovedOn();
        }

        await transaction.CommitAsync(cancel);
        queue.Wake();
        Publications.Add(1);
        LogPublished(next.Version!.Value, changes.Count, next.ReturnOf);
        return new PublishResult.Published(next.Version!.Value);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Version {Version} of the scoring model was published with {Changes} changes; it returns to {ReturnOf}"
    )]
    private partial void LogPublished(int version, int changes, int? returnOf);

    [LoggerMessage(Level = LogLevel.Information, Message = "The draft of the scoring model was proposed for approval")]
    private partial void LogProposed();
}
