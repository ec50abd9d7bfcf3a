namespace LeadGen.Domain.Handoffs;

public enum Urgency
{
    Low,
    Normal,
    High,
    Urgent,
}

/// <summary>What somebody told service they want more of. It is kept so that whoever passed it on sees what became of it.</summary>
public sealed record ServiceRequest
{
    public const int RequestMaxLength = 2000;
    public const int ReportedByMaxLength = 200;

    /// <summary>The same words from the same person about the same lead count once within this time: a double click, a retry.</summary>
    public static readonly TimeSpan SameWithin = TimeSpan.FromMinutes(10);

    public required Guid Id { get; init; }
    public required Guid LeadId { get; init; }

    /// <summary>In the customer's words, as service heard them.</summary>
    public required string Request { get; init; }
    public required Urgency Urgency { get; init; }

    /// <summary>As colleagues shall read it.</summary>
    public required string ReportedBy { get; init; }

    /// <summary>The member of staff, where it is one that is known here.</summary>
    public Guid? ReporterId { get; init; }
    public required Guid TouchpointId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
