using LeadGen.Domain.Leads;

namespace LeadGen.Web.Data.People;

/// <summary>By what a lead is found by others that may be the same person: at most one of each kind.</summary>
public sealed record LeadKey(Guid LeadId, PersonKeyKind Kind, string Value);

/// <summary>Two leads that may be one person. The one with the smaller id is the low one, so that a pair is one row.</summary>
public sealed class Duplicate
{
    public required Guid LowId { get; init; }
    public required Guid HighId { get; init; }

    /// <summary>What they have in common.</summary>
    public required IReadOnlyList<PersonKeyKind> Evidence { get; init; }

    /// <summary>The greater the surer.</summary>
    public required int Weight { get; init; }
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>Staff said that they are two persons: the pair is not suggested again.</summary>
    public DateTimeOffset? DismissedAt { get; set; }
    public string? DismissedBy { get; set; }
}
