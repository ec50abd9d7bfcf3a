using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>The steps that could raise a score: touchpoints that match criteria with points, and values of unknown facts.</summary>
internal static class PossibleSteps
{
    private const int TouchpointsPerKindMax = 64;
    private const int ValuesPerFactMax = 64;

    /// <summary>The highest ids: what comes next comes last.</summary>
    public static Guid IdOf(int step) =>
        new(-1, -1, -1, 255, 255, 255, 255, 255, 255, 255, (byte)(byte.MaxValue - WhyNot.StepsMax + 1 + step));

    public static IEnumerable<MissingStep> For(ScoringModel whole, LeadFacts facts, DateTimeOffset at)
    {
        var model = whole.InUse();
        return Touchpoints(model, at).Select(MissingStep.Of).Concat(UnknownFacts(model, facts));
    }

    private static IEnumerable<Touchpoint> Touchpoints(ScoringModel model, DateTimeOffset at) =>
        model
            .Engagement.Where(criterion => criterion.Points > 0 && criterion.Kind != TouchpointKinds.Adjustment)
            .GroupBy(criterion => criterion.Kind, StringComparer.Ordinal)
            .SelectMany(kind =>
                Filters([.. kind]).Take(TouchpointsPerKindMax).Select(filter => filter.Example(kind.Key, IdOf(0), at))
            );

    /// <summary>What one touchpoint must have to match a criterion, for each; then to match several, for all sets of them.</summary>
    private static IEnumerable<TouchpointFilter> Filters(EngagementCriterion[] criteria)
    {
        var singles = criteria.Select(criterion => new TouchpointFilter().And(criterion.Where)).ToList();
        return singles
            .OfType<TouchpointFilter>()
            .Concat(singles.SelectMany((single, index) => single is null ? [] : More(criteria, index + 1, single)));
    }

    private static IEnumerable<TouchpointFilter> More(EngagementCriterion[] criteria, int from, TouchpointFilter asked)
    {
        for (var index = from; index < criteria.Length; index++)
        {
            if (asked.And(criteria[index].Where) is { } both)
            {
                yield return both;
                foreach (var more in More(criteria, index + 1, both))
                {
                    yield return more;
                }
            }
        }
    }

    // Also of facts that only take points away: what is missing may cost some, or stand before something better in its group.
    private static IEnumerable<MissingStep> UnknownFacts(ScoringModel model, LeadFacts facts) =>
        model
            .Fit.SelectMany(criterion => criterion.Asked)
            .GroupBy(condition => condition.Fact, StringComparer.Ordinal)
            .Where(fact => string.IsNullOrWhiteSpace(facts[fact.Key]))
            .SelectMany(fact =>
                ExampleValues.Of(fact).Take(ValuesPerFactMax).Select(value => MissingStep.Of(fact.Key, value))
            );
}
