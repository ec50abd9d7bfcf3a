using LeadGen.Domain.Nurture;

namespace LeadGen.Web.Data.Nurture;

/// <summary>Somebody in a sequence: the row is the job. Once for each sequence, however often what brings people in comes again.</summary>
public sealed class NurtureEnrolment
{
    public const int ErrorMaxLength = 500;

    public required Guid Id { get; init; }
    public required Guid SequenceId { get; init; }

    /// <summary>As they were known when they came in; whoever was merged since is found by their survivor.</summary>
    public required Guid LeadId { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>Where the next step stands in the sequence, from 0.</summary>
    public int Position { get; set; }

    /// <summary>When they are looked at next.</summary>
    public required DateTimeOffset NextAt { get; set; }
    public DateTimeOffset? LeftAt { get; set; }
    public NurtureExit? Left { get; set; }

    /// <summary>Why the last look failed. It is tried again.</summary>
    public string? Error { get; set; }

    public void Leave(NurtureExit why, DateTimeOffset now) => (Left, LeftAt) = (why, now);
}

/// <summary>A mail of a sequence that was queued. The key sees to it that nobody gets one twice.</summary>
public sealed class NurtureMailing
{
    public required Guid EnrolmentId { get; init; }
    public required Guid StepId { get; init; }
    public required Guid SequenceId { get; init; }

    /// <summary>Whose mail it is now: of a merged lead the survivor.</summary>
    public required Guid LeadId { get; init; }
    public required Guid MailId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Is it noted which of its links are followed?</summary>
    public required bool Counts { get; init; }
}
