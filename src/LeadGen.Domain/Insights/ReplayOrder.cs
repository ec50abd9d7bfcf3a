namespace LeadGen.Domain.Insights;

/// <summary>By which clock a replay goes through a lead's history.</summary>
public enum ReplayOrder
{
    /// <summary>
    /// As things happened, by all that is known of them now: what a draft would have found, had it been there all along. A lead
    /// qualifies when it does, whatever brought it there, so that imported years can be learned from.
    /// </summary>
    AsHappened,

    /// <summary>
    /// As things were recorded: at each moment only what was recorded by then, and only what could move the lead then. This is what
    /// a version did, or would have done, while it was published.
    /// </summary>
    AsRecorded,
}

internal static class ReplayOrders
{
    /// <summary>From when on a replay knows what somebody said: since it is so, or where only what was recorded counts, not before it was told.</summary>
    public static DateTimeOffset InstantOf(
        this ReplayOrder order,
        DateTimeOffset effectiveAt,
        DateTimeOffset recordedAt
    ) => order == ReplayOrder.AsHappened || effectiveAt > recordedAt ? effectiveAt : recordedAt;
}
