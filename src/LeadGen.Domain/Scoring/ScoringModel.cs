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

    /// <summary>How far from zero the points of a criterion may be.</summary>
    public const int PointsMax = 10_000;

    /// <summary>The same for what is adjusted by hand.</summary>
    public const int AdjustmentMax = 100_000;

    /// <summary>How far from zero one engagement contribution can be, so that the sum of all fits into an int.</summary>
    public const int ContributionMax = 4_000_000;

    /// <summary>How far from zero thresholds, minimums and limits may be.</summary>
    public const int ThresholdMax = 1_000_000;

    public const int NameMaxLength = 200;
    public const int ValuesMax = 500;
    public const int ValueMaxLength = 200;
    public const int OffersMax = 200;
    public const int PropertiesMax = 20;
    public const int LimitTimesMax = 10_000;
    public const int DaysMax = 36_500;
    public const int AtLeastMax = 100_000;

    /// <summary>Numbers that facts are compared with reach no further from zero.</summary>
    public const decimal NumberMax = 1_000_000_000_000_000;

    /// <summary>In characters, spaces and lines included. Without these, half of it.</summary>
    public const int JsonMaxLength = 1_000_000;

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

    /// <summary>What counts of it: without the criteria and rules that are switched off.</summary>
    internal ScoringModel InUse() =>
        this with
        {
            Fit = [.. Fit.Where(criterion => !criterion.Off)],
            Engagement = [.. Engagement.Where(criterion => !criterion.Off)],
            Product = [.. Product.Where(rule => !rule.Off)],
        };
}
