namespace LeadGen.Domain.Scoring;

/// <summary>How much is left of something that halves.</summary>
internal static class HalfLife
{
    private const double Ln2 = 0.693147180559945309417;

    // Below this a double can't hold what is left.
    private const double GoneAfter = 1100;

    // 1/n. On at most half a half-life these terms of the exponential series reach beyond the digits of a double.
    private static readonly double[] Inverse = [.. Enumerable.Range(0, 16).Select(n => n == 0 ? 0 : 1.0 / n)];

    /// <summary>
    /// 0.5 to the power of <paramref name="halfLives"/>, exact for whole ones. By sums and products alone, because
    /// <see cref="Math.Pow"/> asks the C library, whose last digit differs between machines, and a score must not.
    /// </summary>
    public static double Left(double halfLives)
    {
        if (halfLives >= GoneAfter)
        {
            return 0;
        }
        var whole = Math.Round(halfLives);
        var exponent = (whole - halfLives) * Ln2;
        var left = 1.0;
        for (var n = Inverse.Length - 1; n > 0; n--)
        {
            left = 1 + left * exponent * Inverse[n];
        }
        return Math.ScaleB(left, -(int)whole);
    }
}
