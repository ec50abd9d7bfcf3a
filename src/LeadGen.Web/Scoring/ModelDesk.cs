using System.Globalization;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
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

/// <summary>What an editor looks at: the version in force, and the draft of the next where there is one.</summary>
public sealed record ModelsInHand(ScoringModelVersion Published, ScoringModelVersion? Draft)
{
    /// <summary>What is edited: the draft, or what becomes one with the first change.</summary>
    public ScoringModel Model => (Draft ?? Published).Model;

    /// <summary>Names exactly this state of both, so that who changes something else than they saw is told.</summary>
    public string Seen =>
        Draft is null
            ? string.Create(CultureInfo.InvariantCulture, $"{Published.Version}")
            : string.Create(CultureInfo.InvariantCulture, $"{Published.Version}.{Draft.Id:n}.{Draft.Revision}");
}

/// <summary>Keeps the one draft of the scoring model, and knows all versions.</summary>
public sealed class ModelDesk(LeadGenDbContext db, TrackingPlans plans, TimeProvider time)
{
    public const int VersionsShown = 50;

    // Nobody reads more.
    private const int UnknownMax = 20;

    public Task<ScoringModelVersion> PublishedAsync(CancellationToken cancel) =>
        db.ScoringModels.AsNoTracking().SingleAsync(model => model.State == ModelState.Published, cancel);

    public Task<ScoringModelVersion?> DraftAsync(CancellationToken cancel) =>
        db.ScoringModels.AsNoTracking().SingleOrDefaultAsync(model => model.State == ModelState.Draft, cancel);

    public async Task<ModelsInHand> ReadAsync(CancellationToken cancel)
    {
        // One statement, so that both are of one moment.
        var both = await db
            .ScoringModels.AsNoTracking()
            .Where(model => model.State == ModelState.Published || model.State == ModelState.Draft)
            .ToListAsync(cancel);
        return new ModelsInHand(
            both.Single(model => model.State == ModelState.Published),
            both.SingleOrDefault(model => model.State == ModelState.Draft)
        );
    }

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

    /// <summary>The buyer personas of now, which a fit criterion may name.</summary>
    public async Task<IReadOnlyList<NamedConditions>> PersonasAsync(CancellationToken cancel) =>
        [.. (await PersonaRow.ReadAsync(db, cancel)).All.Select(persona => persona.AsFit)];

    /// <summary>What is allowed in a model and hardly meant, kinds that nothing tells of included.</summary>
    public async Task<IReadOnlyList<string>> WarningsAsync(ScoringModel model, CancellationToken cancel)
    {
        var plan = await plans.CurrentAsync(cancel);
        var unknown = model
            .Engagement.Where(one => !one.Off)
            .Select(one => (Place: $"engagement.{one.Key}", one.Kind))
            .Concat(
                model
                    .Product.Where(rule => !rule.Off)
                    .SelectMany(rule => rule.Kinds.Select(kind => (Place: $"product.{rule.Key}", Kind: kind)))
            )
            .Where(one => !plan.Knows(one.Kind))
            .Take(UnknownMax)
            .Select(one =>
                $"{one.Place}: no touchpoint of the kind “{one.Kind}” is taken. Choose another, or have it added to the events under Tracking."
            );
        return [.. ScoringModelJson.Read(ScoringModelJson.Write(model)).Warnings, .. unknown];
    }

    /// <summary>Makes the draft, or changes it. A proposal to publish it is withdrawn by that.</summary>
    /// <param name="seen">The state that the editor saw; null overwrites whatever is there.</param>
    public async Task<DraftResult> SaveDraftAsync(
        ScoringModel model,
        string? actor,
        string? seen,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var draft = await db.ScoringModels.SingleOrDefaultAsync(row => row.State == ModelState.Draft, cancel);
        if (seen is not null && seen != new ModelsInHand(await PublishedAsync(cancel), draft).Seen)
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
        else if (ScoringModelJson.AreSame(draft.Model, model))
        {
            return DraftResult.Done;
        }

        (draft.Model, draft.UpdatedAt, draft.UpdatedBy, draft.Revision) = (model, now, actor, draft.Revision + 1);
        (draft.ProposedAt, draft.ProposedBy, draft.ProposedById) = (null, null, null);
        (draft.Why, draft.Acknowledged, draft.ReturnOf) = (null, null, null);
        return await db.TrySaveAsync(cancel) ? DraftResult.Done : DraftResult.MovedOn;
    }

    /// <param name="seen">The state that the editor saw; null throws away whatever is there.</param>
    public async Task<DraftResult> DiscardDraftAsync(string? seen, CancellationToken cancel)
    {
        var hand = await ReadAsync(cancel);
        if (hand.Draft is not { } draft)
        {
            return DraftResult.None;
        }

        if (seen is not null && seen != hand.Seen)
        {
            return DraftResult.MovedOn;
        }

        var gone = await db
            .ScoringModels.Where(row => row.Id == draft.Id && row.State == ModelState.Draft)
            .Where(row => row.Revision == draft.Revision)
            .ExecuteDeleteAsync(cancel);
        return gone > 0 ? DraftResult.Done : DraftResult.MovedOn;
    }
}

internal static class ModelRace
{
    /// <returns>False where somebody else was faster.</returns>
    public static async Task<bool> TrySaveAsync(this LeadGenDbContext db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        catch (DbUpdateException e) when (LostRace.Is(e))
        {
            return false;
        }
    }
}
