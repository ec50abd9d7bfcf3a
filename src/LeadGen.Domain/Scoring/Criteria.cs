namespace LeadGen.Domain.Scoring;

public enum FactOperator
{
    Equals,
    OneOf,
    Between,
    AtLeast,
    AtMost,
    Contains,
    IsKnown,
    IsMissing,
}

/// <summary>Points for a predicate on one fact. Of the criteria of one group the first that matches, in the model's order, counts.</summary>
/// <param name="Values">The texts to compare with, or the numbers in invariant digits; two of them for <see cref="FactOperator.Between"/>, none for is known and is missing.</param>
public sealed record FitCriterion(
    string Key,
    string Label,
    string Fact,
    FactOperator Operator,
    IReadOnlyList<string> Values,
    int Points,
    string? Group = null
);

/// <summary>Which touchpoints a criterion looks at. What is absent asks for nothing.</summary>
/// <param name="Properties">Name to the values that match, one of them being enough. Compared as text, without case.</param>
public sealed record TouchpointFilter(
    IReadOnlyList<string>? Offers = null,
    string? PathPrefix = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Properties = null
);

/// <summary>A touchpoint counts only if fewer than <paramref name="Times"/> counted ones lie within the <paramref name="Days"/> before it.</summary>
public sealed record Limit(int Times, int Days);

/// <summary>Points for touchpoints of one kind. See product.md, Scoring, for how limit, expiry, half-life and the clamp work together.</summary>
public sealed record EngagementCriterion(
    string Key,
    string Label,
    string Kind,
    int Points,
    TouchpointFilter? Where = null,
    Limit? Limit = null,
    int? MaxPoints = null,
    double? HalfLifeDays = null,
    double? ExpiresAfterDays = null
);

public enum DistinctCount
{
    Kinds,
    Days,
}

/// <summary>A lead is product-qualified when at least <paramref name="AtLeast"/> matching touchpoints lie within the days before now.</summary>
/// <param name="Distinct">Counts different kinds, or different UTC days, instead of touchpoints.</param>
public sealed record ProductRule(
    string Key,
    string Label,
    IReadOnlyList<string> Kinds,
    int AtLeast,
    double? WithinDays = null,
    TouchpointFilter? Where = null,
    DistinctCount? Distinct = null
);
