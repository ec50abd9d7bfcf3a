using System.Collections.Frozen;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>
/// Makes an example of a lead without anything that tells who it was: facts that fit can look at, and of each touchpoint only what some
/// criterion could see. Facts of the company's own, paths and other properties come along only where a criterion names them. What
/// people wrote in words of their own, as their title, comes along only where a criterion finds in it what it looks for: an example
/// stays when the lead is erased.
/// </summary>
public static class GoldenCopy
{
    // Of these the product says what they hold, and it is nothing about the person.
    private static readonly FrozenSet<string> Harmless = new[]
    {
        "intent",
        "next_step",
        "depth",
        Scorer.AdjustmentPoints,
    }.ToFrozenSet(StringComparer.Ordinal);

    // Written by people; seniority and department say what criteria mostly want to know of a title.
    private static readonly FrozenSet<string> OwnWords = new[] { "job_title", "industry" }.ToFrozenSet(
        StringComparer.Ordinal
    );

    /// <param name="models">Those whose criteria may look at the example.</param>
    /// <param name="verdictBy">The verdict of this model is the expected one.</param>
    public static GoldenLead Of(
        string name,
        LeadFacts facts,
        IEnumerable<Touchpoint> touchpoints,
        DateTimeOffset at,
        IReadOnlyList<ScoringModel> models,
        ScoringModel verdictBy
    )
    {
        var asked = models.SelectMany(model => model.Fit).SelectMany(criterion => criterion.Asked).ToList();
        var named = asked.Select(condition => condition.Fact).ToHashSet(StringComparer.Ordinal);
        var found = asked
            .Where(condition => OwnWords.Contains(condition.Fact) && Finds(condition, facts))
            .Select(condition => condition.Fact)
            .ToHashSet(StringComparer.Ordinal);
        var filters = models.SelectMany(Filters).ToList();
        var copy = new GoldenLead(
            name,
            facts
                .Values.Where(fact =>
                    OwnWords.Contains(fact.Key)
                        ? found.Contains(fact.Key)
                        : IsStandard(fact.Key) || named.Contains(fact.Key)
                )
                .Take(GoldenLead.FactsMax)
                .ToDictionary(),
            [
                .. touchpoints
                    .Where(touchpoint => !touchpoint.Machine && touchpoint.OccurredAt <= at)
                    .OrderByDescending(touchpoint => touchpoint.OccurredAt)
                    .ThenByDescending(touchpoint => touchpoint.Id)
                    .Take(GoldenLead.TouchpointsMax)
                    .Reverse()
                    .Select(touchpoint => Bare(touchpoint, at, filters)),
            ],
            Qualifies: false
        );
        return copy with { Qualifies = copy.Under(verdictBy).Qualifies };
    }

    // To be known at all may be what is looked for, or what is not.
    private static bool Finds(FactCondition condition, LeadFacts facts) =>
        condition.Operator == FactOperator.IsMissing || new PreparedCondition(condition).Matches(facts);

    private static bool IsStandard(string fact) => FactNames.Numbers.Contains(fact) || FactNames.Texts.Contains(fact);

    private static IEnumerable<TouchpointFilter> Filters(ScoringModel model) =>
        model
            .Engagement.Select(criterion => criterion.Where)
            .Concat(model.Product.Select(rule => rule.Where))
            .OfType<TouchpointFilter>();

    private static GoldenTouchpoint Bare(Touchpoint touchpoint, DateTimeOffset at, List<TouchpointFilter> filters) =>
        new(
            touchpoint.Kind,
            Math.Round((at - touchpoint.OccurredAt).TotalDays, 4),
            touchpoint.Offer,
            filters
                .Select(filter => filter.PathPrefix)
                .OfType<string>()
                .Where(prefix => touchpoint.Path?.StartsWith(prefix, StringComparison.Ordinal) == true)
                .MaxBy(prefix => prefix.Length),
            Properties(touchpoint, filters) is { Count: > 0 } properties ? properties : null
        );

    private static Dictionary<string, string> Properties(Touchpoint touchpoint, List<TouchpointFilter> filters) =>
        touchpoint
            .Properties.Where(property =>
                Harmless.Contains(property.Key)
                || filters.Exists(filter =>
                    filter.Properties?.TryGetValue(property.Key, out var asked) == true
                    && asked.Contains(property.Value, StringComparer.OrdinalIgnoreCase)
                )
            )
            .ToDictionary();
}
