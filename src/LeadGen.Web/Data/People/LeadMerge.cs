using LeadGen.Domain.Handoffs;

namespace LeadGen.Web.Data.People;

/// <summary>Two leads were found to be one person. Kept for ever, also where it was taken back.</summary>
public sealed class LeadMerge
{
    public const int WhyMaxLength = 1000;

    public required Guid Id { get; init; }

    /// <summary>The lead that went into the other.</summary>
    public required Guid LeadId { get; init; }

    /// <summary>The lead that it went into; it may have been merged into a third since.</summary>
    public required Guid SurvivorId { get; init; }
    public required DateTimeOffset MergedAt { get; init; }
    public required string MergedBy { get; init; }
    public string? Why { get; init; }

    /// <summary>What became of their open hand-offs.</summary>
    public required IReadOnlyList<MergedHandoff> Handoffs { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }
    public string? UndoneBy { get; set; }
}
