using System.ComponentModel;
using System.Text.Json;

namespace LeadGen.Web.Api;

// A scoring model, as its description shows it. It is read and written by ScoringModelJson.

internal record ScoringModelBody
{
    public required string Name { get; init; }

    [Description("A lead of this score and more is an MQL, if it has the least fit and engagement too.")]
    public required int MqlThreshold { get; init; }
    public int? MinFit { get; init; }
    public int? MinEngagement { get; init; }

    [Description("More fit than this counts as this.")]
    public int? MaxFit { get; init; }
    public int? MaxEngagement { get; init; }
    public IReadOnlyList<FitCriterionBody>? Fit { get; init; }
    public IReadOnlyList<EngagementCriterionBody>? Engagement { get; init; }

    [Description("A lead to which any of these applies is a PQL.")]
    public IReadOnlyList<ProductRuleBody>? Product { get; init; }
}

/// <summary>A version, with what is known of it.</summary>
internal sealed record VersionedModel : ScoringModelBody
{
    public required int Version { get; init; }

    [Description("draft, published or retired.")]
    public required string State { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public string? UpdatedBy { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public string? PublishedBy { get; init; }
    public string? Why { get; init; }

    [Description("What is new in this version, in words.")]
    public required IReadOnlyList<string> Changes { get; init; }
    public required IReadOnlyList<string> Acknowledged { get; init; }
    public DateTimeOffset? ProposedAt { get; init; }
    public string? ProposedBy { get; init; }

    [Description("What is allowed and hardly meant.")]
    public required IReadOnlyList<string> Warnings { get; init; }
}

internal sealed record ConditionBody(
    [property: Description("A fact such as country, or custom. and the key of a custom field.")] string Fact,
    [property: Description("equals, one_of, between, at_least, at_most, contains, is_known or is_missing.")]
        string Operator,
    [property: Description(
        "A text or number; a list for one_of and contains, [low, high] for between; absent with is_known and is_missing."
    )]
        JsonElement? Value = null
);

internal sealed record FitCriterionBody(
    [property: Description("Its name for ever: letters, digits, _ and -.")] string Key,
    string Label,
    [property: Description(
        "A fact such as country, custom. and the key of a custom field, or persona with the name of one as value."
    )]
        string Fact,
    [property: Description("equals, one_of, between, at_least, at_most, contains, is_known or is_missing.")]
        string Operator,
    int Points,
    [property: Description(
        "A text or number; a list for one_of and contains, [low, high] for between; absent with is_known and is_missing."
    )]
        JsonElement? Value = null,
    [property: Description("Of a persona: what it is known by.")] IReadOnlyList<ConditionBody>? Conditions = null,
    [property: Description("Of the criteria of one group the first that matches counts.")] string? Group = null,
    [property: Description("It counts for nothing and stays in the model.")] bool? Off = null
);

internal sealed record EngagementCriterionBody(
    [property: Description("Its name for ever: letters, digits, _ and -.")] string Key,
    string Label,
    [property: Description("The kind of touchpoint that counts.")] string Kind,
    int Points,
    FilterBody? Where = null,
    [property: Description("So many times within so many days at most.")] PointsLimitBody? Limit = null,
    double? MaxPoints = null,
    double? HalfLifeDays = null,
    double? ExpiresAfterDays = null,
    [property: Description("It counts for nothing and stays in the model.")] bool? Off = null
);

internal sealed record ProductRuleBody(
    [property: Description("Its name for ever: letters, digits, _ and -.")] string Key,
    string Label,
    [property: Description("A kind of touchpoint, or a list of kinds.")] JsonElement Kind,
    int AtLeast,
    FilterBody? Where = null,
    double? WithinDays = null,
    [property: Description("kinds or days: count those instead of events.")] string? Distinct = null,
    [property: Description("It counts for nothing and stays in the model.")] bool? Off = null
);

internal sealed record FilterBody(
    [property: Description("Slugs of offers.")] IReadOnlyList<string>? Offers = null,
    string? PathPrefix = null,
    [property: Description("To each name a value, or a list of values.")]
        Dictionary<string, JsonElement>? Properties = null
);

internal sealed record PointsLimitBody(int Times, double Days);
