using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Learning;

/// <summary>One line of a learned scorecard, with the evidence behind it.</summary>
/// <param name="Key">The key of its criterion in the proposed model.</param>
/// <param name="About">The fact, or the kind of touchpoint.</param>
/// <param name="Points">For a touchpoint that counts several times: of each.</param>
/// <param name="Good">Of the leads of which it holds, the good ones.</param>
/// <param name="Weight">The weight of evidence: the logarithm of the odds of these leads less that of all.</param>
/// <param name="Low">Its 95 % interval.</param>
public sealed record ScorecardLine(
    string Key,
    ScoreDimension Dimension,
    string About,
    string Label,
    int Points,
    Share Good,
    double Weight,
    double Low,
    double High
)
{
    private const double Z = 1.959963984540054;

    /// <summary>The weight of evidence of so many good and not good leads, and its interval; half a lead more of each keeps it finite.</summary>
    internal static (double Weight, double Low, double High) WeightOf(Share part, Share all)
    {
        var (good, bad) = (part.Hits + 0.5, part.Of - part.Hits + 0.5);
        var weight = Math.Log(good / bad) - Math.Log((all.Hits + 0.5) / (all.Of - all.Hits + 0.5));
        var reach = Z * Math.Sqrt((1 / good) + (1 / bad));
        return (weight, weight - reach, weight + reach);
    }
}
