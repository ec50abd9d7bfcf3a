namespace LeadGen.Domain.Insights;

/// <summary>Whether two rates differ by more than chance.</summary>
public static class Difference
{
    /// <summary>
    /// Newcombe's interval (1998, method 10, Statistics in Medicine 17) of the difference of two rates, now less before; null where one of
    /// them has nothing to count among.
    /// </summary>
    public static (double Low, double High)? Interval(Share now, Share before) => Interval(now, before, Share.Z);

    /// <summary>As the other, of another certainty than 95 %.</summary>
    /// <param name="z">Its quantile of the standard normal distribution.</param>
    public static (double Low, double High)? Interval(Share now, Share before, double z)
    {
        if (now.Rate is not { } one || before.Rate is not { } other)
        {
            return null;
        }

        var ((low, high), (lowBefore, highBefore)) = (now.IntervalAt(z), before.IntervalAt(z));
        var difference = one - other;
        return (
            difference - Math.Sqrt(Square(one - low) + Square(highBefore - other)),
            difference + Math.Sqrt(Square(high - one) + Square(other - lowBefore))
        );
    }

    /// <summary>1 where the rate rose, −1 where it fell, 0 where the difference may well be chance.</summary>
    public static int Sign(Share now, Share before) =>
        Interval(now, before) switch
        {
            { Low: > 0 } => 1,
            { High: < 0 } => -1,
            _ => 0,
        };

    private static double Square(double number) => number * number;
}
