using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Data;

public enum LearningState
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>One scorecard learned from all past leads, or why none could be. The row is the job, and keeps what came of it.</summary>
public sealed class LearningRun
{
    public required Guid Id { get; init; }
    public required LearningState State { get; set; }
    public required LearningOptions Options { get; init; }

    /// <summary>The version in force that it is compared with.</summary>
    public required int AgainstVersion { get; init; }

    public required DateTimeOffset AskedAt { get; init; }
    public string? AskedBy { get; init; }

    /// <summary>The instant up to which history is looked at.</summary>
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Leads that were read.</summary>
    public long Done { get; set; }
    public long Total { get; set; }

    /// <summary>Raised by each who takes it on, so that one who was thought dead cannot write over another.</summary>
    public int Fence { get; set; }
    public DateTimeOffset? LeasedUntil { get; set; }
    public string? Error { get; set; }

    public LearningReport? Report { get; set; }

    /// <summary>What is proposed; null where nothing could be learned.</summary>
    public ScoringModel? Model { get; set; }
}
