namespace LeadGen.Domain.Learning;

/// <summary>What a score says of the chance: the logarithm of the odds is <paramref name="Start"/> + <paramref name="PerPoint"/> × score (Platt 1999).</summary>
public readonly record struct Calibration(double Start, double PerPoint)
{
    private const int StepsMax = 50;

    public double RateOf(double score) => Odds.RateOf(Start + (PerPoint * score));

    /// <summary>The least whole score that promises this rate; null where more points promise nothing more.</summary>
    public int? ScoreFor(double rate) =>
        PerPoint <= 0 ? null : (int)Math.Clamp(Math.Ceiling((Odds.LogOf(rate) - Start) / PerPoint), -1e6, 1e6);

    /// <summary>Fitted to what became of leads with these scores. A slight ridge keeps it finite where a score separates them all.</summary>
    public static Calibration Fit(ReadOnlySpan<int> scores, ReadOnlySpan<bool> good)
    {
        var (middle, spread) = Measure(scores);
        var (start, slope) = (0.0, 0.0);
        for (var step = 0; step < StepsMax; step++)
        {
            var (g0, g1, c00, c01, c11) = (0.01 * start, 0.01 * slope, 0.01, 0.0, 0.01);
            for (var index = 0; index < scores.Length; index++)
            {
                var x = (scores[index] - middle) / spread;
                var rate = Odds.RateOf(start + (slope * x));
                var (miss, bend) = (rate - (good[index] ? 1 : 0), rate * (1 - rate));
                (g0, g1) = (g0 + miss, g1 + (miss * x));
                (c00, c01, c11) = (c00 + bend, c01 + (bend * x), c11 + (bend * x * x));
            }
            var whole = (c00 * c11) - (c01 * c01);
            var (by0, by1) = (((c11 * g0) - (c01 * g1)) / whole, ((c00 * g1) - (c01 * g0)) / whole);
            // Never further than the curve bears.
            var part = Math.Min(1, 2 / Math.Max(1e-12, Math.Max(Math.Abs(by0), Math.Abs(by1))));
            (start, slope) = (start - (part * by0), slope - (part * by1));
            if (Math.Abs(by0) + Math.Abs(by1) < 1e-9)
            {
                break;
            }
        }
        return new Calibration(start - (slope * middle / spread), slope / spread);
    }

    private static (double Middle, double Spread) Measure(ReadOnlySpan<int> scores)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var score in scores)
        {
            (sum, squares) = (sum + score, squares + ((double)score * score));
        }
        var middle = scores.IsEmpty ? 0 : sum / scores.Length;
        var variance = scores.IsEmpty ? 0 : (squares / scores.Length) - (middle * middle);
        return (middle, variance > 1e-9 ? Math.Sqrt(variance) : 1);
    }
}
