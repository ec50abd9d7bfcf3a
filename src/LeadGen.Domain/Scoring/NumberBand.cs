using System.Globalization;

namespace LeadGen.Domain.Scoring;

/// <summary>The numbers that a criterion matches, both ends included.</summary>
internal sealed record NumberBand(decimal Low, decimal High)
{
    public bool IsEmpty => Low > High;

    /// <summary>Has it two ends?</summary>
    public bool IsClosed => Low != decimal.MinValue && High != decimal.MaxValue;

    /// <summary>Null where the criterion does not compare by order.</summary>
    public static NumberBand? Of(FitCriterion criterion) =>
        criterion.Operator switch
        {
            FactOperator.Between => new(Number(criterion, 0), Number(criterion, 1)),
            FactOperator.AtLeast => new(Number(criterion, 0), decimal.MaxValue),
            FactOperator.AtMost => new(decimal.MinValue, Number(criterion, 0)),
            FactOperator.Equals
            or FactOperator.OneOf
            or FactOperator.Contains
            or FactOperator.IsKnown
            or FactOperator.IsMissing => null,
        };

    public bool Contains(NumberBand other) => Low <= other.Low && High >= other.High;

    /// <summary>A number in both, or null where they have none in common.</summary>
    public decimal? Shared(NumberBand other)
    {
        var first = Math.Max(Low, other.Low);
        var last = Math.Min(High, other.High);
        return first > last ? null
            : first == decimal.MinValue ? last
            : first;
    }

    private static decimal Number(FitCriterion criterion, int index) =>
        decimal.Parse(criterion.Values[index], CultureInfo.InvariantCulture);
}
