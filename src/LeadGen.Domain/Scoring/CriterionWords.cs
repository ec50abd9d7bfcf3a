using System.Globalization;

namespace LeadGen.Domain.Scoring;

/// <summary>A criterion's rule in words.</summary>
public static class CriterionWords
{
    public static string Of(FitCriterion criterion) =>
        criterion.Conditions is { } conditions
            ? $"persona is {criterion.Values[0]} ({Of(conditions)})"
            : Of(criterion.Asked[0]);

    public static string Of(IReadOnlyList<FactCondition> conditions) => string.Join(" and ", conditions.Select(Of));

    private static string Of(FactCondition condition) =>
        condition.Operator switch
        {
            FactOperator.Equals => $"{condition.Fact} is {condition.Values[0]}",
            FactOperator.OneOf => $"{condition.Fact} is one of {List(condition.Values)}",
            FactOperator.Between =>
                $"{condition.Fact} from {Number(condition.Values[0])} to {Number(condition.Values[1])}",
            FactOperator.AtLeast => $"{condition.Fact} {Number(condition.Values[0])} or more",
            FactOperator.AtMost => $"{condition.Fact} {Number(condition.Values[0])} or less",
            FactOperator.Contains => $"{condition.Fact} contains {List(condition.Values)}",
            FactOperator.IsKnown => $"{condition.Fact} is known",
            FactOperator.IsMissing => $"{condition.Fact} is missing",
        };

    public static string Of(EngagementCriterion criterion) => criterion.Kind + Of(criterion.Where);

    /// <summary>How much it may give and how that goes by: limit, clamp, half-life and expiry; empty where there are none.</summary>
    public static string Bounds(EngagementCriterion criterion) => string.Join(", ", AllBounds(criterion));

    public static string Of(ProductRule rule)
    {
        var counted = rule.Distinct is not { } distinct
            ? $"{rule.AtLeast} × "
            : distinct switch
            {
                DistinctCount.Kinds => $"{rule.AtLeast} kinds of ",
                DistinctCount.Days => $"on {rule.AtLeast} days ",
            };
        var within = rule.WithinDays is { } days
            ? string.Create(CultureInfo.InvariantCulture, $" within {days} days")
            : "";
        return counted + List(rule.Kinds) + Of(rule.Where) + within;
    }

    private static IEnumerable<string> AllBounds(EngagementCriterion one)
    {
        if (one.Limit is { } limit)
        {
            yield return Invariant($"at most {limit.Times} × in {limit.Days} days");
        }
        if (one.MaxPoints is { } max)
        {
            yield return Invariant($"in all at most {max}");
        }
        if (one.HalfLifeDays is { } half)
        {
            yield return Invariant($"halves in {half:0.##} days");
        }
        if (one.ExpiresAfterDays is { } expiry)
        {
            yield return Invariant($"gone after {expiry:0.##} days");
        }
    }

    private static string Of(TouchpointFilter? filter)
    {
        var offers = filter?.Offers is { Count: > 0 } slugs ? $" of {List(slugs)}" : "";
        var path = filter?.PathPrefix is { } prefix ? $" on {prefix}…" : "";
        var properties =
            filter?.Properties?.Select(property => $" where {property.Key} is {List(property.Value)}") ?? [];
        return offers + path + string.Concat(properties);
    }

    private static string List(IReadOnlyList<string> values) => string.Join(", ", values);

    private static string Number(string digits) =>
        decimal.TryParse(digits, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("#,0.##", CultureInfo.InvariantCulture)
            : digits;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
