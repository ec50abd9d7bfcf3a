using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;

namespace LeadGen.Domain.Insights;

/// <summary>What sales found a lead to be.</summary>
/// <param name="Good">Confirmed, an opportunity or won; otherwise rejected, disqualified, or lost without ever having been one.</param>
/// <param name="HandedOver">When sales got it: by what was known then, and not by what sales did later, a score is judged.</param>
/// <param name="Sold">It went further than a confirmation: it became an opportunity or was won.</param>
public readonly record struct SalesVerdict(bool Good, DateTimeOffset HandedOver, bool Sold = false);

/// <summary>One thing sales said of a lead: how a hand-off ended, or an outcome.</summary>
/// <param name="HandedOver">When the hand-off was opened; for an outcome, when it came about.</param>
/// <param name="Said">When it was said.</param>
public readonly record struct SalesWord(SalesWordKind Kind, DateTimeOffset HandedOver, DateTimeOffset Said);

public enum SalesWordKind
{
    Confirmed,

    /// <summary>Wrongly handed over, or never to be called again.</summary>
    Refused,
    Sold,
    Lost,
}

public static class SalesVerdicts
{
    /// <summary>A hand-off's word, or null where it says nothing of the lead: still open, recycled for later, or superseded.</summary>
    public static SalesWordKind? Of(HandoffState state) =>
        state switch
        {
            HandoffState.Qualified => SalesWordKind.Confirmed,
            HandoffState.Rejected or HandoffState.Disqualified => SalesWordKind.Refused,
            HandoffState.Open
            or HandoffState.Accepted
            or HandoffState.Started
            or HandoffState.Recycled
            or HandoffState.Superseded => null,
        };

    public static SalesWordKind Of(OutcomeResult result) =>
        result switch
        {
            OutcomeResult.Opportunity or OutcomeResult.Won => SalesWordKind.Sold,
            OutcomeResult.Lost => SalesWordKind.Lost,
        };

    /// <summary>A sale settles it; else what was said last of its hand-offs; else a loss. Null where nothing was said.</summary>
    public static SalesVerdict? Of(IReadOnlyList<SalesWord> words)
    {
        if (words.Count == 0)
        {
            return null;
        }
        var (first, sold, last) = (words[0].HandedOver, false, (SalesWord?)null);
        foreach (var word in words)
        {
            first = word.HandedOver < first ? word.HandedOver : first;
            sold |= word.Kind == SalesWordKind.Sold;
            if (word.Kind is SalesWordKind.Confirmed or SalesWordKind.Refused && !(last?.Said > word.Said))
            {
                last = word;
            }
        }
        return sold ? new SalesVerdict(true, first, Sold: true)
            : last is { } said ? new SalesVerdict(said.Kind == SalesWordKind.Confirmed, said.HandedOver)
            : new SalesVerdict(false, first);
    }
}
