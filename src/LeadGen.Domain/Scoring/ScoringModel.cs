namespace LeadGen.Domain.Scoring;

/// <summary>
/// The criteria and thresholds that turn a lead's facts and touchpoints into a score. A value: what is published never changes;
/// a change is a new version. Its JSON form is that of the API.
/// </summary>
public sealed record ScoringModel
{
    public const int CriteriaMax = 500;
    public const int KeyMaxLength = 64;
    public const int LabelMaxLength = 200;
    public const int PointsMax = 100_000;

    public string Name { get; init; } = "";

    /// <summary>A lead whose score reaches this, and both minimums, is marketing-qualified.</summary>
    public int MqlThreshold { get; init; }

    /// <summary>Least fit score to qualify; null asks for none.</summary>
    public int? MinFit { get; init; }

    /// <summary>Least engagement score to qualify; null asks for none.</summary>
    public int? MinEngagement { get; init; }

    /// <summary>The fit score is clamped to this from above.</summary>
    public int? MaxFit { get; init; }

    /// <summary>The engagement score is clamped to this from above.</summary>
    public int? MaxEngagement { get; init; }

    public IReadOnlyList<FitCriterion> Fit { get; init; } = [];
    public IReadOnlyList<EngagementCriterion> Engagement { get; init; } = [];
    public IReadOnlyList<ProductRule> Product { get; init; } = [];
}
