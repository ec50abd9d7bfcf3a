using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>The administrator's list of reasons.</summary>
public static class Reasons
{
    /// <summary>More than anybody reads through.</summary>
    public const int Max = 200;

    /// <summary>All of them, those that are off too, by type and place.</summary>
    public static async Task<IReadOnlyList<Reason>> ReadReasonsAsync(this LeadGenDbContext db, CancellationToken cancel)
    {
        var reasons = await db
            .Reasons.AsNoTracking()
            .OrderBy(reason => reason.Position)
            .ThenBy(reason => reason.Key)
            .Take(Max)
            .ToListAsync(cancel);
        // The database would sort the types by their names.
        return [.. reasons.OrderBy(reason => reason.Type)];
    }

    /// <summary>How often each was given since then, by its key: for hand-offs opened since, and for outcomes told since.</summary>
    public static async Task<IReadOnlyDictionary<string, ReasonUse>> ReadReasonUseAsync(
        this LeadGenDbContext db,
        DateTimeOffset since,
        CancellationToken cancel
    )
    {
        var uses = await db
            .Database.SqlQuery<ReasonUse>(
                $"""
                select reason, sum(handoffs)::int as handoffs, sum(outcomes)::int as outcomes from (
                    select reason, count(*) as handoffs, 0 as outcomes from leadgen.handoffs
                    where id >= {FirstId.Since(since)} and opened_at >= {since} and reason is not null group by reason
                    union all
                    select reason, 0, count(*) from leadgen.outcomes
                    where recorded_at >= {since} and reason in (select key from leadgen.reasons) group by reason) given
                group by reason
                """
            )
            .ToListAsync(cancel);
        return uses.ToDictionary(use => use.Reason);
    }

    /// <summary>Those that sales may give for it.</summary>
    public static IReadOnlyList<Reason> For(this IEnumerable<Reason> reasons, HandoffVerb verb) =>
        [.. reasons.Where(reason => reason.Active && reason.Fits(verb))];

    /// <summary>By its key or its label, in any case.</summary>
    public static Reason? Named(this IEnumerable<Reason> reasons, string? text) =>
        text?.Trim() is { } name
            ? reasons.FirstOrDefault(reason =>
                reason.Key.Equals(name, StringComparison.OrdinalIgnoreCase)
                || reason.Label.Equals(name, StringComparison.OrdinalIgnoreCase)
            )
            : null;
}

/// <summary>How often a reason was given.</summary>
public sealed record ReasonUse(string Reason, int Handoffs, int Outcomes);
