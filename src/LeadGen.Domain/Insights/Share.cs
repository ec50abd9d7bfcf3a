namespace LeadGen.Domain.Insights;

/// <summary>So many of so many, with what that says of the true rate.</summary>
public readonly record struct Share(long Hits, long Of)
{
    /// <summary>Fewer verdicts than these are not judged by.</summary>
    public const int Enough = 30;

    // Standard normal quantile for 95 %.
    internal const double Z = 1.959963984540054;

    /// <summary>Null where there are none to count among.</summary>
    public double? Rate => Of == 0 ? null : (double)Hits / Of;

    public bool IsEnough => Of >= Enough;

    /// <summary>
    /// The 95 % interval of the rate, from 0 to 1, by Wilson's score (Wilson 1927, Probable inference, JASA 22): it stays within 0 and 1
    /// and is honest for few and for extreme counts. The whole range where there are none.
    /// </summary>
    public (double Low, double High) Interval => IntervalAt(Z);

    /// <summary>As <see cref="Interval"/>, of another certainty.</summary>
    /// <param name="z">Its quantile of the standard normal distribution.</param>
    public (double Low, double High) IntervalAt(double z)
    {
        if (Of == 0)
        {
            return (0, 1);
        }

        var (n, rate) = ((double)Of, (double)Hits / Of);
        var middle = (rate + (z * z / (2 * n))) / (1 + (z * z / n));
        var half = z / (1 + (z * z / n)) * Math.Sqrt((rate * (1 - rate) / n) + (z * z / (4 * n * n)));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
