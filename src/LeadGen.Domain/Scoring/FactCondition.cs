using System.Globalization;

namespace LeadGen.Domain.Scoring;

/// <summary>A predicate on one fact.</summary>
/// <param name="Values">As in <see cref="FitCriterion"/>, like <paramref name="Numbers"/>.</param>
public sealed record FactCondition(
    string Fact,
    FactOperator Operator,
    IReadOnlyList<string> Values,
    bool Numbers = false
)
{
    /// <summary>Do both ask for the same: texts without case, numbers by value, in whatever order?</summary>
    public bool Means(FactCondition other) =>
        Fact == other.Fact
        && Operator == other.Operator
        && Comparable(Values).SequenceEqual(Comparable(other.Values), StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> Comparable(IReadOnlyList<string> values)
    {
        var all = values.Select(value =>
            decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                ? number.ToString("0.############", CultureInfo.InvariantCulture)
                : value.Trim()
        );
        return Operator == FactOperator.Between ? all : all.Order(StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>A buyer persona as fit can ask for it: its name, and the conditions that all hold for it.</summary>
public sealed record NamedConditions(string Name, IReadOnlyList<FactCondition> Conditions)
{
    /// <summary>Does it go by nothing but what scores look at?</summary>
    public bool IsScorable => Conditions.All(condition => FactNames.IsFact(condition.Fact));

    public bool IsNamed(string name) => Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Is the persona still known by the words that a model kept of it?</summary>
    public bool Means(IReadOnlyList<FactCondition> kept) =>
        Conditions.Count == kept.Count && Conditions.Zip(kept, (one, other) => one.Means(other)).All(same => same);
}
