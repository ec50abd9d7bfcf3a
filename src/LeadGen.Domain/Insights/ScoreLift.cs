namespace LeadGen.Domain.Insights;

/// <summary>How the leads of a band of scores fared with sales.</summary>
/// <param name="From">The least score of the band; null for all below the scale.</param>
public sealed record LiftBand(int? From, int? To, Share Good, double? Lift);

/// <summary>How much better than all the leads of a band fared.</summary>
public static class ScoreLift
{
    public static double? OfTopDecile(IReadOnlyList<BandCount> bands)
    {
        var (good, judged) = BandCount.Sum(bands).Judged;
        if (judged == 0 || good == 0)
        {
            return null;
        }
        // The band on the border counts with the part of it that is needed, so that the tenth is a tenth.
        var (wanted, taken, found) = (judged / 10.0, 0.0, 0.0);
        for (var index = bands.Count - 1; index >= 0 && taken < wanted; index--)
        {
            var size = bands[index].Judged.Of;
            if (size > 0)
            {
                var part = Math.Min(1, (wanted - taken) / size);
                taken += part * size;
                found += part * bands[index].Good;
            }
        }
        return found / taken / ((double)good / judged);
    }

    /// <summary>Between what the lift of some of all leads may truly lie (95 %); how good all are is taken as known.</summary>
    /// <returns>Null where none of all was good.</returns>
    public static (double Low, double High)? Interval(Share part, Share all) =>
        all.Rate is { } rate && rate > 0 ? (part.Interval.Low / rate, part.Interval.High / rate) : null;

    /// <summary>Bands of about as many judged leads each, the highest first.</summary>
    /// <param name="bands">Judged leads by score; the first are those below the scale.</param>
    public static IReadOnlyList<LiftBand> Bands(ScoreScale scale, IReadOnlyList<BandCount> bands, int count)
    {
        var judged = BandCount.Sum(bands).Judged;
        var result = new List<LiftBand>();
        var (band, top) = (default(BandCount), bands.Count - 1);
        for (var index = bands.Count - 1; index >= 0; index--)
        {
            band += bands[index];
            var share = band.Judged;
            if (share.Of > 0 && (share.Of * count >= judged.Of || index == 0))
            {
                result.Add(
                    new LiftBand(
                        index == 0 ? null : scale.ThresholdAt(index - 1),
                        top == bands.Count - 1 ? null : scale.ThresholdAt(top - 1),
                        share,
                        judged.Rate > 0 ? share.Rate / judged.Rate : null
                    )
                );
                (band, top) = (default, index - 1);
            }
        }
        return result;
    }
}
