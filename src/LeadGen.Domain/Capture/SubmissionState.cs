namespace LeadGen.Domain.Capture;

/// <summary>What came of a submission.</summary>
public enum SubmissionState
{
    Accepted,

    /// <summary>It looks like spam: kept as it was sent, and nothing follows from it until somebody has looked.</summary>
    Quarantined,

    /// <summary>Somebody has looked: it was no spam, and became all that an accepted one becomes.</summary>
    Released,

    /// <summary>Somebody has looked: it was spam. What was sent is gone, that it came is still counted.</summary>
    Deleted,
}
