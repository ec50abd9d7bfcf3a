namespace LeadGen.Domain.Scoring;

public enum ScoreDimension
{
    Fit,
    Engagement,
}

/// <summary>What one criterion gave, and the touchpoints behind it.</summary>
/// <param name="Criterion">The criterion's key, or <c>limit.fit</c> and <c>limit.engagement</c> for what a clamp took away.</param>
/// <param name="Note">What a person should know of it, such as what has faded or was over the limit.</param>
public sealed record Contribution(
    string Criterion,
    string Label,
    ScoreDimension Dimension,
    int Points,
    IReadOnlyList<Guid> Touchpoints,
    string? Note = null
);

/// <summary>A score as of an instant, explained. The contributions sum to <see cref="Total"/>, exactly.</summary>
public sealed record Score(ScoreNumbers Numbers, IReadOnlyList<Contribution> Contributions)
{
    public int Fit => Numbers.Fit;
    public int Engagement => Numbers.Engagement;
    public int Total => Numbers.Total;

    public bool Qualifies(ScoringModel model) => Numbers.Qualifies(model);
}
