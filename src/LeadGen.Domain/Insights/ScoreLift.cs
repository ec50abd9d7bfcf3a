namespace LeadGen.Domain.Insights;

/// <summary>How the leads of a band of scores fared with sales.</summary>
/// <param name="From">The least score of the band; null for all below the scale.</param>
public sealed record LiftBand(int? From, int? To, Share Good, double? Lift);

/// <summary>How much better than all the leads of a band fared.</summary>
public static class ScoreLift
{
    public static double? OfTopDecile(IReadOnlyList<BandCount> bands)
    {
        var judged = bands.Sum(band => band.Good + band.Bad);
        var good = bands.Sum(band => band.Good);
        if (judged == 0 || good == 0)
        {
            return null;
        }
        // The band on the border counts with the part of it that is needed, so that the tenth is a tenth.
        var (wanted, taken, found) = (judged / 10.0, 0.0, 0.0);
        for (var index = bands.Count - 1; index >= 0 && taken < wanted; index--)
        {
            var size = bands[index].Good + bands[index].Bad;
            if (size > 0)
            {
                var part = Math.Min(1, (wanted - taken) / size);
                taken += part * size;
                found += part * bands[index].Good;
            }
        }
        return found / taken / ((double)good / judged);
    }

    /// <summary>Bands of about as many judged leads each, the highest first.</summary>
    /// <param name="bands">Judged leads by score; the first are those below the scale.</param>
    public static IReadOnlyList<LiftBand> Bands(ScoreScale scale, IReadOnlyList<BandCount> bands, int count)
    {
        var judged = bands.Sum(band => band.Good + band.Bad);
        var rate = new Share(bands.Sum(band => band.Good), judged).Rate;
        var result = new List<LiftBand>();
        var (good, size, top) = (0L, 0L, bands.Count - 1);
        for (var index = bands.Count - 1; index >= 0; index--)
        {
            (good, size) = (good + bands[index].Good, size + bands[index].Good + bands[index].Bad);
            if (size > 0 && (size * count >= judged || index == 0))
            {
                var share = new Share(good, size);
                result.Add(
                    new LiftBand(
                        index == 0 ? null : scale.ThresholdAt(index - 1),
                        top == bands.Count - 1 ? null : scale.ThresholdAt(top - 1),
                        share,
                        rate > 0 ? share.Rate / rate : null
                    )
                );
                (good, size, top) = (0, 0, index - 1);
            }
        }
        return result;
    }
}
