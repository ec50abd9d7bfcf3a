namespace LeadGen.Domain.Scoring;

/// <summary>What is allowed in a model and probably not meant.</summary>
internal static class ModelWarnings
{
    public static IReadOnlyList<string> Of(ScoringModel model) => [];
}
