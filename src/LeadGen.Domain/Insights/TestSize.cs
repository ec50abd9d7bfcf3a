using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Insights;

/// <summary>How large a test must be before it may be read.</summary>
public static class TestSize
{
    /// <summary>A test runs a week at least: people of Saturday are others than people of Tuesday.</summary>
    public const int DaysMin = 7;

    // A difference that is worth knowing is found in four of five tests.
    private const double Power = 0.841621233572914;

    // By the number of variants beside the control: 5 % for all comparisons together (Bonferroni).
    private static readonly double[] Certain = [Share.Z, 2.241402727604947, 2.393979800041165];

    /// <summary>The quantile by which each of so many comparisons with the control is judged.</summary>
    public static double Z(int comparisons) => Certain[Math.Clamp(comparisons, 1, Certain.Length) - 1];

    /// <summary>
    /// The views that each variant needs for the difference that the plan calls worth knowing: the usual formula for two rates (Fleiss,
    /// Levin and Paik 2003, Statistical methods for rates and proportions, chapter 4).
    /// </summary>
    public static long Views(TestPlan plan, int comparisons)
    {
        var before = (double)plan.Rate / 100;
        var (after, z) = (before * (100 + plan.Lift) / 100, Z(comparisons) + Power);
        var spread = (before * (1 - before)) + (after * (1 - after));
        return (long)Math.Ceiling(z * z * spread / ((after - before) * (after - before)));
    }
}
