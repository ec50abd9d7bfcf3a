namespace LeadGen.Domain.Capture;

/// <summary>What is known of a posted form when it is judged.</summary>
/// <param name="IsTrapFilled">Was the field filled that people can't see?</param>
/// <param name="Age">Since the form was shown; null where it had no key that can be trusted.</param>
public sealed record SpamEvidence(Answers Answers, bool IsTrapFilled, TimeSpan? Age)
{
    /// <summary>Was it posted from the page of a site that the offer is not shown on?</summary>
    public bool IsForeign { get; init; }

    public bool IsNetworkBurst { get; init; }
    public bool IsEmailBurst { get; init; }
    public bool IsOfferBurst { get; init; }

    /// <summary>Have staff deleted most of this text as spam before?</summary>
    public bool IsDeletedBefore { get; init; }

    /// <summary>How many other addresses sent the same text lately.</summary>
    public int SameTextFromOthers { get; init; }
}
