using System.Globalization;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Explains the score of one lead, worked out from its facts and touchpoints: now, or as of a past instant, by any version.</summary>
public sealed class LeadScoring(LeadGenDbContext db, PublishedModel published, PastFacts past, TimeProvider time)
{
    public const string Draft = "draft";

    private const int VersionsMax = 100;

    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    /// <param name="name">A version, or <see cref="Draft"/>; null is the published one.</param>
    /// <returns>Null where there is none of that name.</returns>
    public async Task<AskedModel?> FindModelAsync(string? name, CancellationToken cancel)
    {
        if (name is null)
        {
            var current = await published.CurrentAsync(cancel);
            return new AskedModel(current.Version, current.Model);
        }

        var versions = db.ScoringModels.AsNoTracking();
        var found =
            name == Draft ? await versions.SingleOrDefaultAsync(model => model.State == ModelState.Draft, cancel)
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? await versions.SingleOrDefaultAsync(model => model.Version == version, cancel)
            : null;
        return found is null ? null : new AskedModel(found.Version, found.Model);
    }

    /// <summary>The versions that a score can be asked by, the newest first and of many the newest; a draft has no number.</summary>
    public Task<List<int?>> VersionsAsync(CancellationToken cancel) =>
        db
            .ScoringModels.OrderByDescending(model => model.Version ?? int.MaxValue)
            .Select(model => model.Version)
            .Take(VersionsMax)
            .ToListAsync(cancel);

    /// <summary>Is it so far ahead that no score is told of it? A clock that is a little fast does no harm.</summary>
    public bool IsAhead(DateTimeOffset asOf) => asOf > time.GetUtcNow() + AheadMax;

    /// <summary>As of now, by the published model.</summary>
    public async Task<ExplainedScore> ExplainAsync(Lead lead, Account? account, CancellationToken cancel) =>
        await ExplainAsync(lead, await db.PartsOfAsync(lead, cancel), account, cancel);

    /// <summary>The same for one whose parts are not, or not yet, in the tables.</summary>
    public async Task<ExplainedScore> ExplainAsync(
        Lead lead,
        Guid[] parts,
        Account? account,
        CancellationToken cancel
    ) =>
        Explain(
            (await FindModelAsync(null, cancel))!,
            ScoredFacts.Of(lead, account),
            await TouchpointsAsync(parts, null, cancel),
            time.GetUtcNow(),
            lead.CountsAfter
        );

    /// <summary>
    /// As of an instant: of what had happened by then or, with <paramref name="knownAt"/>, of what was recorded by then too. Leads
    /// that were found to be the same person later do not count to it, and what sales said later takes nothing away.
    /// </summary>
    public async Task<ExplainedScore> ExplainAsync(
        Lead lead,
        AskedModel by,
        DateTimeOffset asOf,
        DateTimeOffset? knownAt,
        CancellationToken cancel
    )
    {
        var parts = knownAt is { } known
            ? await db.PartsOfAsync(lead.Id, known, cancel)
            : await db.PartsOfAsync(lead, cancel);
        return Explain(
            by,
            await past.OfAsync(lead, parts, asOf, knownAt, cancel),
            await TouchpointsAsync(parts, knownAt, cancel),
            asOf,
            await CountsAfterAsync(lead, parts, asOf, knownAt, cancel)
        );
    }

    private static ExplainedScore Explain(
        AskedModel by,
        LeadFacts facts,
        List<Touchpoint> touchpoints,
        DateTimeOffset asOf,
        DateTimeOffset? after
    )
    {
        var sheet = Scoresheet.Of(by.Model, touchpoints, asOf);
        var score = Scorer.Explain(sheet, facts, asOf);
        var qualifying = after is null ? score : Scorer.Explain(sheet, facts, asOf, after);
        var missing = qualifying.Qualifies(by.Model) ? null : WhyNot.Explain(by.Model, facts, touchpoints, asOf, after);
        var outlook = new Outlook(sheet, facts, asOf, after);
        return new ExplainedScore(by, score, qualifying, missing, asOf, touchpoints, outlook);
    }

    private Task<List<Touchpoint>> TouchpointsAsync(Guid[] parts, DateTimeOffset? knownAt, CancellationToken cancel) =>
        db
            .Touchpoints.Where(touchpoint => parts.Contains(touchpoint.LeadId!.Value))
            .Where(touchpoint => knownAt == null || touchpoint.RecordedAt <= knownAt)
            .Select(touchpoint => new Touchpoint
            {
                Id = touchpoint.Id,
                Kind = touchpoint.Kind,
                OccurredAt = touchpoint.OccurredAt,
                RecordedAt = touchpoint.RecordedAt,
                Offer = touchpoint.Offer,
                Path = touchpoint.Path,
                Properties = touchpoint.Properties,
                Machine = touchpoint.Machine,
            })
            .ToListAsync(cancel);

    /// <summary>After which recycle or rejection, of those by then, touchpoints counted.</summary>
    private async Task<DateTimeOffset?> CountsAfterAsync(
        Lead lead,
        Guid[] parts,
        DateTimeOffset asOf,
        DateTimeOffset? knownAt,
        CancellationToken cancel
    )
    {
        var by = knownAt < asOf ? knownAt.Value : asOf;
        // The lead holds what counts for the person that it is now, which may be another than the one known then.
        var isSame = knownAt is null || (lead.Own is null && parts.Length == 1);
        return isSame && (lead.CountsAfter is null || lead.CountsAfter <= by)
            ? lead.CountsAfter
            : await db
                .StageMoves.Where(move => parts.Contains(move.LeadId) && move.At <= by)
                .Where(move =>
                    move.To == Stage.Recycled || move.To == Stage.Disqualified || move.Trigger == MoveTrigger.Rejected
                )
                // What was taken back seconds later had never been.
                .Where(move =>
                    !db.StageMoves.Any(back =>
                        back.LeadId == move.LeadId
                        && back.Trigger == MoveTrigger.Undone
                        && back.HandoffId == move.HandoffId
                        && back.At > move.At
                        && back.At <= by
                    )
                )
                .MaxAsync(move => (DateTimeOffset?)move.At, cancel);
    }
}
