using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Data;

public enum ReplayState
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>One replay of a model over all leads, beside the one in force. The row is the job, and keeps what came of it.</summary>
public sealed class Replay
{
    public required Guid Id { get; init; }
    public required ReplayState State { get; set; }

    /// <summary>The model as it was when the replay was asked for: a draft goes on changing.</summary>
    public required ScoringModel Model { get; init; }

    /// <summary>Its version, or null for a draft.</summary>
    public int? ModelVersion { get; init; }

    /// <summary>Which state of the draft it was.</summary>
    public int? DraftRevision { get; init; }

    /// <summary>The version in force that it is compared with.</summary>
    public required int AgainstVersion { get; init; }

    public required DateTimeOffset AskedAt { get; init; }
    public string? AskedBy { get; init; }

    /// <summary>The instant up to which history is looked at.</summary>
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    public long Done { get; set; }
    public long Total { get; set; }

    /// <summary>Raised by each who takes it on, so that one who was thought dead cannot write over another.</summary>
    public int Fence { get; set; }
    public DateTimeOffset? LeasedUntil { get; set; }
    public string? Error { get; set; }

    public ReplayReport? Before { get; set; }
    public ReplayReport? After { get; set; }
    public long Entering { get; set; }
    public long Leaving { get; set; }
}

/// <summary>A lead that the two models of a replay judge differently.</summary>
/// <param name="Enters">It would have become an MQL or PQL, and did not by the one in force; otherwise the other way round.</param>
/// <param name="At">When the one of them that qualifies it did.</param>
/// <param name="Score">By the replayed model at that instant.</param>
/// <param name="ScoreBefore">By the one in force at that instant.</param>
public sealed record ReplayedLead(
    Guid ReplayId,
    bool Enters,
    DateTimeOffset At,
    Guid LeadId,
    int Score,
    int ScoreBefore,
    string Why
)
{
    public const int WhyMaxLength = 1000;
}
