using LeadGen.Domain.Leads;

namespace LeadGen.Domain.Handoffs;

/// <summary>A hand-off, and what its action changed about the lead, as they were before the last action of a person.</summary>
/// <param name="Actor">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="Lead">Null where the action told nothing of the lead.</param>
public sealed record HandoffBefore(
    HandoffVerb Verb,
    string Actor,
    DateTimeOffset At,
    HandoffState State,
    Guid? OwnerId,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? StartDue,
    DateTimeOffset? StartedAt,
    string? LastActor,
    DateTimeOffset? LastActionAt,
    string? Reason,
    string? Note,
    DateTimeOffset? Until,
    IReadOnlyDictionary<string, Check> Checklist,
    LeadBefore? Lead = null
);
