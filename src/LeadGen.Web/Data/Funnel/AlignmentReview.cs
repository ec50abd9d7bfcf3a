namespace LeadGen.Web.Data.Funnel;

/// <summary>What marketing and sales decided when they looked at a month together. Never changed: who thinks otherwise adds another.</summary>
public sealed class AlignmentReview
{
    public const int DecisionsMaxLength = 4000;

    public required Guid Id { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }
    public required string Decisions { get; init; }

    /// <summary>The model that was in force.</summary>
    public required int ModelVersion { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string RecordedBy { get; init; }
}
