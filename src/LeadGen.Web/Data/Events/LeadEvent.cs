namespace LeadGen.Web.Data.Events;

/// <summary>Something that other systems are told, written in the transaction of what it tells. Kept for a month.</summary>
public sealed class LeadEvent
{
    public const int TypeMaxLength = 64;
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }

    /// <summary>One of <see cref="LeadEventTypes"/>.</summary>
    public required string Type { get; init; }
    public required Guid LeadId { get; init; }

    /// <summary>Counts the events of a lead from 1, without a gap.</summary>
    public required long Sequence { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>JSON: ids, states and instants; nothing personal about the lead.</summary>
    public required string Payload { get; init; }
}

public static class LeadEventTypes
{
    public const string Created = "lead.created";
    public const string Updated = "lead.updated";
    public const string ScoreChanged = "lead.score_changed";
    public const string StageChanged = "lead.stage_changed";
    public const string HandoffOpened = "handoff.opened";
    public const string HandoffAccepted = "handoff.accepted";
    public const string HandoffBreached = "handoff.breached";
    public const string OutcomeRecorded = "outcome.recorded";

    public static readonly IReadOnlyList<string> All =
    [
        Created,
        Updated,
        StageChanged,
        ScoreChanged,
        HandoffOpened,
        HandoffAccepted,
        HandoffBreached,
        OutcomeRecorded,
    ];
}
