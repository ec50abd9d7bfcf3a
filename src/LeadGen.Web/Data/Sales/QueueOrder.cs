using LeadGen.Domain.Handoffs;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Sales;

/// <summary>
/// The order of the queue: the promise that runs out first, then the id; what has no promise any more comes last. Each part is read by an
/// index from where the page begins, however far down that is, and no further than the page goes.
/// </summary>
internal static class QueueOrder
{
    /// <summary>Shadow property: the promise that runs out next.</summary>
    public const string Due = "due";

    /// <summary>The first of several sets of hand-offs that have none in common.</summary>
    /// <param name="after">The last one of the page before; its due is null among those without a promise.</param>
    /// <returns>Null where there is no set.</returns>
    public static IQueryable<Handoff>? FirstOf(
        IEnumerable<IQueryable<Handoff>> parts,
        (DateTimeOffset? Due, Guid Id)? after,
        int count
    )
    {
        var firsts = parts.SelectMany(part => After(part, after)).Select(part => First(part, count)).ToList();
        return firsts.Count switch
        {
            0 => null,
            1 => firsts[0],
            _ => First(firsts.Aggregate(Queryable.Concat), count),
        };
    }

    private static IQueryable<Handoff> First(IQueryable<Handoff> handoffs, int count) =>
        handoffs
            .OrderBy(handoff => EF.Property<DateTimeOffset?>(handoff, Due))
            .ThenBy(handoff => handoff.Id)
            .Take(count);

    /// <summary>Two sets where a promise is followed by none: one condition for both no index can answer.</summary>
    private static IEnumerable<IQueryable<Handoff>> After(
        IQueryable<Handoff> handoffs,
        (DateTimeOffset? Due, Guid Id)? after
    )
    {
        if (after is not var (due, id))
        {
            return [handoffs];
        }

        var without = handoffs.Where(handoff => EF.Property<DateTimeOffset?>(handoff, Due) == null);
        return due is null
            ? [without.Where(handoff => handoff.Id.CompareTo(id) > 0)]
            :
            [
                handoffs.Where(handoff =>
                    EF.Property<DateTimeOffset?>(handoff, Due) >= due
                    && (EF.Property<DateTimeOffset?>(handoff, Due) > due || handoff.Id.CompareTo(id) > 0)
                ),
                without,
            ];
    }
}
