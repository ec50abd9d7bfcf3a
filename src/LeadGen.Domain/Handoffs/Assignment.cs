namespace LeadGen.Domain.Handoffs;

/// <summary>How a hand-off came to somebody.</summary>
public enum AssignedBy
{
    Routed,

    /// <summary>The one before let it lapse.</summary>
    Reoffered,

    /// <summary>Nobody of the team accepted it in twice the time: anybody of the team may take it.</summary>
    Pool,

    /// <summary>By a manager.</summary>
    Reassigned,
}

/// <summary>One time that a hand-off was given to a team, and to a rep or its pool. They are kept in order.</summary>
/// <param name="OwnerId">Null: the pool of the team.</param>
/// <param name="Actor">The manager; null for the system.</param>
public sealed record Assignment(
    DateTimeOffset At,
    AssignedBy By,
    Guid? TeamId,
    Guid? OwnerId,
    string Why,
    string? Actor = null
)
{
    /// <summary>The first and the latest are kept of more.</summary>
    public const int KeptMax = 50;
}

/// <summary>A promise to a lead that was not kept; each of the two is recorded once.</summary>
/// <param name="Promise"><see cref="PromiseStep.AcceptBreach"/> or <see cref="PromiseStep.StartBreach"/>.</param>
/// <param name="OwnerId">Who had it then; null for the pool.</param>
public sealed record Breach(PromiseStep Promise, DateTimeOffset Due, DateTimeOffset RecordedAt, Guid? OwnerId);
