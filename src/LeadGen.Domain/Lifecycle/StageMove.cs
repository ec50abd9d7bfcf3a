namespace LeadGen.Domain.Lifecycle;

/// <summary>One move of a lead, kept for ever. The history is append-only.</summary>
public sealed record StageMove
{
    public required Guid Id { get; init; }
    public required Guid LeadId { get; init; }
    public required Stage From { get; init; }
    public required Stage To { get; init; }
    public required DateTimeOffset At { get; init; }
    public required MoveTrigger Trigger { get; init; }
    public required MoveCause Cause { get; init; }

    /// <summary>Who made it: a member of staff, an API key's name, or null for the system.</summary>
    public string? Actor { get; init; }

    public string? Reason { get; init; }
    public string? Note { get; init; }

    /// <summary>The score and the version of the model at that moment; null where the lead had none yet.</summary>
    public int? Score { get; init; }
    public int? ModelVersion { get; init; }

    /// <summary>A stage that was skipped on the way and did not really take place.</summary>
    public bool Implied { get; init; }

    public Guid? HandoffId { get; init; }
}

/// <summary>Who moves a lead, when and why.</summary>
/// <param name="OccurredAt">When it came about, where it is told later: a sale that is recorded the week after.</param>
public sealed record MoveContext(
    DateTimeOffset Now,
    MoveCause Cause,
    string? Actor = null,
    string? Reason = null,
    string? Note = null,
    int? Score = null,
    int? ModelVersion = null,
    Guid? HandoffId = null,
    DateTimeOffset? OccurredAt = null
);
