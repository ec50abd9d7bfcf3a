using LeadGen.Domain.Handoffs;

namespace LeadGen.Domain.Outcomes;

public enum ReasonType
{
    /// <summary>Not now: back to marketing.</summary>
    Recycle,

    /// <summary>Never.</summary>
    Disqualify,

    /// <summary>What we hold about the lead is wrong.</summary>
    BadData,

    /// <summary>Sales worked on it, and it was not to be: only for an outcome.</summary>
    Lost,
}

/// <summary>Why a lead was recycled, rejected, disqualified or lost. The list is the administrator's.</summary>
/// <param name="Key">Stays, however it is called: hand-offs and outcomes of years ago name it.</param>
/// <param name="Active">Offered, and taken. One that is off is only shown where it was used.</param>
/// <param name="Position">Its place among those of its type.</param>
public sealed record Reason(string Key, string Label, ReasonType Type, bool Active = true, int Position = 0)
{
    public const int KeyMaxLength = 64;
    public const int LabelMaxLength = 200;

    /// <summary>Is it one for which sales can do that? Rejecting takes any but a lost one; what is no verdict takes none.</summary>
    public bool Fits(HandoffVerb verb) =>
        verb switch
        {
            HandoffVerb.Recycle => Type == ReasonType.Recycle,
            HandoffVerb.Disqualify => Type is ReasonType.Disqualify or ReasonType.BadData,
            HandoffVerb.Reject => Type != ReasonType.Lost,
            HandoffVerb.Accept or HandoffVerb.Start or HandoffVerb.Qualify => false,
        };

    /// <summary>The list a new installation starts with.</summary>
    public static readonly IReadOnlyList<Reason> Defaults = Numbered(
        new("timing", "Not the right time", ReasonType.Recycle),
        new("no_budget", "No budget yet", ReasonType.Recycle),
        new("no_response", "No response", ReasonType.Recycle),
        new("not_decision_maker", "Not a decision maker", ReasonType.Recycle),
        new("price", "Price", ReasonType.Recycle),
        new("other", "Other", ReasonType.Recycle),
        new("not_a_fit", "Not a fit", ReasonType.Disqualify),
        new("competitor", "Is a competitor", ReasonType.Disqualify),
        new("do_not_contact", "Asked not to be contacted", ReasonType.Disqualify),
        new("bad_data", "Wrong or made-up data", ReasonType.BadData),
        new("duplicate", "Duplicate", ReasonType.BadData),
        new("spam", "Spam", ReasonType.BadData),
        new("lost_to_competitor", "Chose a competitor", ReasonType.Lost),
        new("lost_on_price", "Too expensive", ReasonType.Lost),
        new("no_decision", "Decided to do nothing", ReasonType.Lost)
    );

    private static Reason[] Numbered(params ReadOnlySpan<Reason> reasons)
    {
        var numbered = reasons.ToArray();
        for (var i = 0; i < numbered.Length; i++)
        {
            numbered[i] = numbered[i] with { Position = i };
        }

        return numbered;
    }
}
