using LeadGen.Domain.Capture;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Imports;

/// <summary>A row that can be used.</summary>
/// <param name="Touch">How the lead came, as the row tells it. Its instant is the one since when the facts are so.</param>
/// <param name="Touchpoints">Without a lead; recorded when they occurred, until they are.</param>
internal sealed record ImportedRow(
    EmailAddress Email,
    IReadOnlyDictionary<string, string?> Facts,
    Touch Touch,
    IReadOnlyList<Touchpoint> Touchpoints,
    ImportedOutcome? Outcome
);

internal sealed record ImportedOutcome(
    Guid Id,
    OutcomeResult Result,
    decimal? Amount,
    string? Currency,
    string? Reason,
    DateTimeOffset OccurredAt
);

/// <summary>The row, or what is wrong with it and what to do.</summary>
internal sealed record RowReading(ImportedRow? Row, string? Error);
