using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Tests.Scoring;

/// <summary>The rules of scoring read a second time: slow, and as close to their words as can be.</summary>
internal static class ReferenceScorer
{
    public static (int Fit, int Engagement) Score(
        ScoringModel model,
        LeadFacts facts,
        IReadOnlyList<Touchpoint> touchpoints,
        DateTimeOffset at,
        DateTimeOffset? after
    )
    {
        var fit = model
            .Fit.Where(criterion => !criterion.Off && Counts(model, criterion, facts))
            .Sum(criterion => criterion.Points);
        var human = touchpoints
            .Where(t => !t.Machine && t.OccurredAt <= at && (after is null || t.OccurredAt > after))
            .ToList();
        var engagement =
            model.Engagement.Where(criterion => !criterion.Off).Sum(criterion => PointsOf(criterion, human, at))
            + Adjustments(model, human);
        return (Math.Min(fit, model.MaxFit ?? fit), Math.Min(engagement, model.MaxEngagement ?? engagement));
    }

    private static bool Counts(ScoringModel model, FitCriterion criterion, LeadFacts facts) =>
        Matches(criterion, facts)
        && (
            criterion.Group is null
            || model.Fit.First(other => !other.Off && other.Group == criterion.Group && Matches(other, facts))
                == criterion
        );

    private static bool Matches(FitCriterion criterion, LeadFacts facts) =>
        criterion.Conditions is null
            ? Matches(new FactCondition(criterion.Fact, criterion.Operator, criterion.Values), facts)
            : criterion.Conditions.Count(condition => Matches(condition, facts)) == criterion.Conditions.Count;

    private static bool Matches(FactCondition criterion, LeadFacts facts)
    {
        if (!facts.Values.TryGetValue(criterion.Fact, out var fact))
        {
            return criterion.Operator == FactOperator.IsMissing;
        }
        return criterion.Operator switch
        {
            FactOperator.IsMissing => false,
            FactOperator.IsKnown => true,
            FactOperator.Equals or FactOperator.OneOf => criterion.Values.Any(value => Same(value, fact)),
            FactOperator.Contains => criterion.Values.Any(value =>
                $" {fact.ToUpperInvariant()} ".Contains($" {value.ToUpperInvariant()} ", StringComparison.Ordinal)
            ),
            FactOperator.AtLeast => Number(fact) >= Number(criterion.Values[0]),
            FactOperator.AtMost => Number(fact) <= Number(criterion.Values[0]),
            FactOperator.Between => Number(fact) >= Number(criterion.Values[0])
                && Number(fact) <= Number(criterion.Values[1]),
        };
    }

    private static int PointsOf(EngagementCriterion criterion, IReadOnlyList<Touchpoint> touchpoints, DateTimeOffset at)
    {
        var counted = new List<Touchpoint>();
        foreach (
            var touchpoint in touchpoints
                .Where(t => Matches(criterion, t))
                .OrderBy(t => t.OccurredAt)
                .ThenBy(t => t.Id.ToString())
        )
        {
            var before = counted.Count(other =>
                (touchpoint.OccurredAt - other.OccurredAt).TotalDays < criterion.Limit?.Days
            );
            if (criterion.Limit is null || before < criterion.Limit.Times)
            {
                counted.Add(touchpoint);
            }
        }
        var sum = counted.Sum(touchpoint => Worth(criterion, (at - touchpoint.OccurredAt).TotalDays));
        var clamped = criterion.MaxPoints is { } max ? Math.Max(-max, Math.Min(max, sum)) : sum;
        return (int)Math.Round(clamped, MidpointRounding.ToEven);
    }

    private static double Worth(EngagementCriterion criterion, double age) =>
        age > criterion.ExpiresAfterDays ? 0
        : criterion.HalfLifeDays is { } halfLife ? criterion.Points * Math.Pow(0.5, age / halfLife)
        : criterion.Points;

    private static bool Matches(EngagementCriterion criterion, Touchpoint touchpoint)
    {
        var where = criterion.Where ?? new TouchpointFilter();
        return criterion.Kind == touchpoint.Kind
            && (where.Offers is null || where.Offers.Contains(touchpoint.Offer))
            && (
                where.PathPrefix is null
                || (touchpoint.Path ?? "").StartsWith(where.PathPrefix, StringComparison.Ordinal)
            )
            && (where.Properties ?? new Dictionary<string, IReadOnlyList<string>>()).All(asked =>
                touchpoint.Properties.TryGetValue(asked.Key, out var value) && asked.Value.Any(one => Same(one, value))
            );
    }

    private static int Adjustments(ScoringModel model, IReadOnlyList<Touchpoint> touchpoints) =>
        model.Engagement.Any(criterion => !criterion.Off && criterion.Kind == "adjustment")
            ? 0
            : touchpoints.Where(t => t.Kind == "adjustment").Sum(t => Number(t.Properties["points"]));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
