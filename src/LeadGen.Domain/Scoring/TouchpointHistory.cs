using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>A lead's touchpoints as a score looks at them.</summary>
internal static class TouchpointHistory
{
    /// <summary>Those that happened at or before <paramref name="at"/> and after <paramref name="after"/>, by time, then id.</summary>
    public static List<Touchpoint> InOrder(
        IEnumerable<Touchpoint> touchpoints,
        DateTimeOffset at,
        DateTimeOffset? after
    )
    {
        var history = new List<Touchpoint>(touchpoints.TryGetNonEnumeratedCount(out var count) ? count : 0);
        var isSorted = true;
        foreach (var touchpoint in touchpoints)
        {
            if (touchpoint.OccurredAt > at || touchpoint.OccurredAt <= after)
            {
                continue;
            }
            isSorted = isSorted && (history.Count == 0 || ByTimeThenId(history[^1], touchpoint) <= 0);
            history.Add(touchpoint);
        }
        if (!isSorted)
        {
            history.Sort(ByTimeThenId);
        }
        return history;
    }

    private static int ByTimeThenId(Touchpoint one, Touchpoint other)
    {
        var byTime = one.OccurredAt.CompareTo(other.OccurredAt);
        return byTime != 0 ? byTime : one.Id.CompareTo(other.Id);
    }
}
