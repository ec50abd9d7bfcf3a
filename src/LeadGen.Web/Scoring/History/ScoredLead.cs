using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Scoring.History;

/// <summary>A lead as its score is made anew: what is known of it now, and the instant that its score is of.</summary>
/// <param name="ScoredAt">Null where it has no score yet.</param>
/// <param name="HasOpenHandoff">One that waits for a rep, or is worked on.</param>
internal readonly record struct ScoredLead(
    LeadFacts Facts,
    Stage Stage,
    DateTimeOffset? CountsAfter,
    DateTimeOffset? ScoredAt,
    bool HasOpenHandoff
);
