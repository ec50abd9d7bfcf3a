using System.ComponentModel;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Scoring;

namespace LeadGen.Web.Api;

/// <summary>A score and all that explains it.</summary>
internal sealed record ScoreJson(
    int Score,
    int FitScore,
    int EngagementScore,
    int Threshold,
    bool Qualifies,
    [property: Description("The part that counts towards qualifying: after a recycle only what happened since.")]
        int QualifyingScore,
    [property: Description("Null for the draft.")] int? ModelVersion,
    DateTimeOffset AsOf,
    DateTimeOffset? KnownAt,
    [property: Description("They sum to score, exactly.")] IReadOnlyList<ContributionJson> Contributions,
    [property: Description("The smallest thing that would qualify the lead; null where it qualifies.")]
        MissingJson? Missing,
    [property: Description(
        "When it no longer qualifies if nothing happens after as_of; null where it does not qualify, or stays."
    )]
        DateTimeOffset? FallsAt,
    [property: Description(
        "When it qualifies by time alone, if nothing happens after as_of; null where it qualifies already, or never will so."
    )]
        DateTimeOffset? RisesAt
)
{
    public static ScoreJson Of(ExplainedScore explained, DateTimeOffset? knownAt) =>
        new(
            explained.Score.Total,
            explained.Score.Fit,
            explained.Score.Engagement,
            explained.By.Model.MqlThreshold,
            explained.Qualifies,
            explained.Qualifying.Total,
            explained.By.Version,
            explained.AsOf,
            knownAt,
            [.. explained.Score.Contributions.Select(ContributionJson.Of)],
            MissingJson.Of(explained.Missing),
            explained.Outlook.FallsAt,
            explained.Outlook.RisesAt
        );
}

internal sealed record ContributionJson(
    [property: Description("The criterion's key, or limit.fit and limit.engagement for what a limit took away.")]
        string Criterion,
    string Label,
    ScoreDimension Dimension,
    int Points,
    IReadOnlyList<Guid> Touchpoints,
    string? Note
)
{
    public static ContributionJson Of(Contribution one) =>
        new(one.Criterion, one.Label, one.Dimension, one.Points, one.Touchpoints, one.Note);
}

/// <param name="Fit">Points of fit below the model's minimum; 0 where it is reached. So with the other two.</param>
/// <param name="Score">Points of score below the threshold.</param>
internal sealed record MissingJson(
    int Fit,
    int Engagement,
    int Score,
    string Sentence,
    [property: Description("The fewest steps that together would do, five at most; empty where it takes more.")]
        IReadOnlyList<MissingStepJson> Steps
)
{
    public static MissingJson? Of(Missing? missing) =>
        missing is null
            ? null
            : new MissingJson(
                missing.Fit,
                missing.Engagement,
                missing.Total,
                missing.Sentence,
                [.. missing.Steps.Select(MissingStepJson.Of)]
            );
}

/// <summary>Either a fact that is not known yet, with a value that would do, or a touchpoint.</summary>
internal sealed record MissingStepJson(
    string Label,
    int Points,
    string? Fact,
    string? Value,
    string? Kind,
    string? Offer,
    string? Path,
    IReadOnlyDictionary<string, string>? Properties
)
{
    public static MissingStepJson Of(MissingStep step) =>
        new(
            step.Label,
            step.Points,
            step.Fact,
            step.Value,
            step.Touchpoint?.Kind,
            step.Touchpoint?.Offer,
            step.Touchpoint?.Path,
            step.Touchpoint?.Properties
        );
}
