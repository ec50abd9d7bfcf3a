using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Scoring;

/// <summary>The model that a score is asked by; a draft has no version.</summary>
public sealed record AskedModel(int? Version, ScoringModel Model);

/// <summary>A lead's score as of an instant, with all that explains it.</summary>
/// <param name="Qualifying">The part that counts towards qualifying: after a recycle only what happened since.</param>
/// <param name="Missing">What would qualify it; null where it qualifies.</param>
/// <param name="Outlook">How it goes on from that instant if nothing more happens.</param>
/// <param name="Touchpoints">What was scored, unordered; without source and channel.</param>
public sealed record ExplainedScore(
    AskedModel By,
    Score Score,
    Score Qualifying,
    Missing? Missing,
    DateTimeOffset AsOf,
    IReadOnlyList<Touchpoint> Touchpoints,
    Outlook Outlook
)
{
    public bool Qualifies => Missing is null;
}
