using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Handoffs;

/// <summary>The evidence a rep was given when the lead was handed over. Later edits never change it.</summary>
/// <param name="Why">One sentence for the queue.</param>
/// <param name="Question">What the lead asked, in their own words.</param>
public sealed record Dossier(
    string Why,
    int Score,
    int FitScore,
    int EngagementScore,
    int ModelVersion,
    IReadOnlyList<Contribution> Contributions,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<DossierTouchpoint> Touchpoints,
    string? Question = null
)
{
    /// <summary>How many of the latest touchpoints go into a dossier.</summary>
    public const int TouchpointsMax = 20;
}

/// <summary>A touchpoint as the dossier shows it.</summary>
public sealed record DossierTouchpoint(Guid Id, string Kind, DateTimeOffset At, string? Offer, string? Path);
