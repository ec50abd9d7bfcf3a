using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>How a fact is compared: texts without case, numbers by value. A missing fact is missing and nothing else.</summary>
public enum FactOperator
{
    Equals,
    OneOf,

    /// <summary>Both ends included.</summary>
    Between,
    AtLeast,
    AtMost,

    /// <summary>
    /// One of the texts stands in the fact as whole words: "intern" is in "Marketing Intern", but neither in "Internal Audit" nor
    /// in "International Sales". Scripts whose letters have no case, such as Chinese, need no gap between words.
    /// </summary>
    Contains,
    IsKnown,
    IsMissing,
}

/// <summary>
/// Points for a predicate on one fact, or for a buyer persona. Of the criteria of one group the first that matches, in the model's order,
/// counts.
/// </summary>
/// <param name="Values">The texts to compare with, or the numbers in invariant digits; two of them for <see cref="FactOperator.Between"/>, none for is known and is missing.</param>
/// <param name="Numbers">The values are numbers: compared by value, and written so. Numbers are always so for facts that are numbers.</param>
/// <param name="Off">Switched off: it counts for nothing and stays in the model.</param>
/// <param name="Conditions">
/// Of a persona, whose name is the value: by what it was known when the criterion was saved. All must hold. Whatever becomes of the
/// persona later, the model says what it said.
/// </param>
public sealed record FitCriterion(
    string Key,
    string Label,
    string Fact,
    FactOperator Operator,
    IReadOnlyList<string> Values,
    int Points,
    string? Group = null,
    bool Numbers = false,
    bool Off = false,
    IReadOnlyList<FactCondition>? Conditions = null
)
{
    /// <summary>What stands for a fact where a persona is asked for.</summary>
    public const string PersonaFact = "persona";

    public const int ConditionsMax = 20;

    /// <summary>What must hold of facts: the one predicate, or all conditions of the persona.</summary>
    public IReadOnlyList<FactCondition> Asked => Conditions ?? [new(Fact, Operator, Values, Numbers)];
}

/// <summary>Which touchpoints a criterion looks at. What is absent asks for nothing.</summary>
/// <param name="Properties">Name to the values that match, one of them being enough. Compared as text, without case.</param>
public sealed record TouchpointFilter(
    IReadOnlyList<string>? Offers = null,
    string? PathPrefix = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Properties = null
)
{
    /// <summary>Does the touchpoint have all that is asked for?</summary>
    public bool Matches(Touchpoint touchpoint) => PreparedFilter.Of(this).Matches(touchpoint);
}

/// <summary>A touchpoint counts only if fewer than <paramref name="Times"/> counted ones lie within the <paramref name="Days"/> before it.</summary>
public sealed record Limit(int Times, int Days);

/// <summary>Points for touchpoints of one kind. See product.md, Scoring, for how limit, expiry, half-life and the clamp work together.</summary>
/// <param name="Off">Switched off: it counts for nothing and stays in the model.</param>
public sealed record EngagementCriterion(
    string Key,
    string Label,
    string Kind,
    int Points,
    TouchpointFilter? Where = null,
    Limit? Limit = null,
    int? MaxPoints = null,
    double? HalfLifeDays = null,
    double? ExpiresAfterDays = null,
    bool Off = false
);

public enum DistinctCount
{
    Kinds,
    Days,
}

/// <summary>A lead is product-qualified when at least <paramref name="AtLeast"/> matching touchpoints lie within the days before now.</summary>
/// <param name="Distinct">Counts different kinds, or different UTC days, instead of touchpoints.</param>
/// <param name="Off">Switched off: it never holds and stays in the model.</param>
public sealed record ProductRule(
    string Key,
    string Label,
    IReadOnlyList<string> Kinds,
    int AtLeast,
    double? WithinDays = null,
    TouchpointFilter? Where = null,
    DistinctCount? Distinct = null,
    bool Off = false
)
{
    /// <summary>Does it hold as of <paramref name="at"/>, given what happened until then? What happened at or before <paramref name="after"/> does not count.</summary>
    internal bool Holds(IEnumerable<Touchpoint> history, DateTimeOffset at, DateTimeOffset? after = null) =>
        !Off && Count(history.Where(touchpoint => !(touchpoint.OccurredAt <= after)), at) >= AtLeast;

    /// <summary>How far it is on its way to <see cref="AtLeast"/>.</summary>
    public int Count(IEnumerable<Touchpoint> history, DateTimeOffset at)
    {
        var matching = Matching(history, at);
        return Distinct is { } distinct ? CountDistinct(distinct, matching) : matching.Count();
    }

    /// <summary>The touchpoints for which it holds, or would if there were more of them.</summary>
    internal IEnumerable<Touchpoint> Matching(IEnumerable<Touchpoint> history, DateTimeOffset at) =>
        history.Where(touchpoint => Matches(touchpoint, at));

    private static int CountDistinct(DistinctCount distinct, IEnumerable<Touchpoint> touchpoints) =>
        distinct switch
        {
            DistinctCount.Kinds => touchpoints.Select(touchpoint => touchpoint.Kind).Distinct().Count(),
            DistinctCount.Days => touchpoints
                .Select(touchpoint => touchpoint.OccurredAt.UtcDateTime.Date)
                .Distinct()
                .Count(),
        };

    // As with limits, exactly so many days ago is no longer within them.
    private bool Matches(Touchpoint touchpoint, DateTimeOffset at) =>
        !touchpoint.Machine
        && Kinds.Contains(touchpoint.Kind)
        && (WithinDays is not { } days || (at - touchpoint.OccurredAt).Ticks < days * TimeSpan.TicksPerDay)
        && (Where is null || Where.Matches(touchpoint));
}
