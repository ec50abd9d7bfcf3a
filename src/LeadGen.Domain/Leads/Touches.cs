using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Leads;

/// <summary>Which touch is the first of a lead and which the last.</summary>
internal static class Touches
{
    /// <summary>With one more, in whatever order touches are told: the first, and the latest that had a source.</summary>
    public static (Touch? First, Touch? Last) With(Touch? first, Touch? last, Touch touch) =>
        (
            first is null || touch.At < first.At ? touch : first,
            touch.Source is not null && (last is null || touch.At >= last.At) ? touch : last
        );

    /// <summary>The earlier of the first touches of two leads that are one person.</summary>
    public static Touch? Earlier(Touch? one, Touch? other) =>
        one is null || (other is not null && Compare(one, other) > 0) ? other : one;

    /// <summary>The later of their last touches.</summary>
    public static Touch? Later(Touch? one, Touch? other) =>
        one is null || (other is not null && Compare(one, other) < 0) ? other : one;

    // Of one instant any of them will do, but always the same one.
    private static int Compare(Touch one, Touch other)
    {
        var order = (one.At, one.Channel).CompareTo((other.At, other.Channel));
        return order != 0 ? order : string.CompareOrdinal(one.ToString(), other.ToString());
    }
}
