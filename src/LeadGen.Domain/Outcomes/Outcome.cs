namespace LeadGen.Domain.Outcomes;

public enum OutcomeResult
{
    Opportunity,
    Won,
    Lost,
}

/// <summary>What became of a lead with sales. From these the scoring model is judged.</summary>
public sealed record Outcome
{
    /// <summary>More than any deal, and what <c>numeric(18,2)</c> holds with room to spare.</summary>
    public const decimal AmountMax = 1_000_000_000_000m;
    public const int ReasonMaxLength = 200;

    public required Guid Id { get; init; }
    public required Guid LeadId { get; init; }
    public required OutcomeResult Result { get; init; }

    /// <summary>In <see cref="Currency"/>; zero or more.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217, three capital letters.</summary>
    public string? Currency { get; init; }

    public string? Reason { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? Actor { get; init; }
}
