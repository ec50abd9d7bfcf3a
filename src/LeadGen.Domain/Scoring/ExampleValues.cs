using System.Globalization;

namespace LeadGen.Domain.Scoring;

/// <summary>Values of a fact between which conditions tell: one from every region that they cut it into.</summary>
internal static class ExampleValues
{
    // A text that no criterion names.
    private const string AnyText = "?";

    public static IEnumerable<string> Of(IEnumerable<FactCondition> ofAFact) =>
        ofAFact.SelectMany(Of).Distinct(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Of(FactCondition condition) =>
        condition.Operator switch
        {
            FactOperator.IsMissing or FactOperator.IsKnown =>
            [
                FactNames.Numbers.Contains(condition.Fact) ? "1" : AnyText,
            ],
            FactOperator.Contains => condition.Values.SelectMany(value => new[] { value, $"{value} {AnyText}" }),
            FactOperator.Equals or FactOperator.OneOf => condition.Values,
            FactOperator.Between => [.. Around(condition.Values[0]), .. Around(condition.Values[1])],
            FactOperator.AtLeast or FactOperator.AtMost => Around(condition.Values[0]),
        };

    private static IEnumerable<string> Around(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? new[] { number, number - 1, number + 1 }.Select(near => near.ToString(CultureInfo.InvariantCulture))
            : [];
}
