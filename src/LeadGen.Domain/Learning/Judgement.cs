using System.Text.Json.Serialization;
using LeadGen.Domain.Insights;

namespace LeadGen.Domain.Learning;

/// <summary>Leads to whom about the same chance was given, and what came of them.</summary>
public sealed record ChanceBand(double Promised, Share Good);

/// <summary>How well chances that were given beforehand were borne out.</summary>
/// <param name="Auc">How often, of a good and a not good lead, the good one had the higher chance; a half is as good as lots.</param>
/// <param name="AucLow">The 95 % interval, by Hanley and McNeil (1982).</param>
/// <param name="LogLoss">What the chances cost, in natural units; less is better.</param>
/// <param name="CalibrationError">How far promised and true rates lie apart, on average over ten bands of about equal size.</param>
/// <param name="BestTenth">Of the tenth with the highest chances, the good ones; a tie on its border counts in part.</param>
/// <param name="Lift">That, against the good ones of all.</param>
public sealed record Judgement(
    Share Good,
    double Auc,
    double AucLow,
    double AucHigh,
    double LogLoss,
    double CalibrationError,
    double BestTenth,
    double Lift,
    IReadOnlyList<ChanceBand> Bands
)
{
    private const int BandsCount = 10;
    private const double Z = 1.959963984540054;

    // Standard normal quantile for one in a hundred.
    private const double Rare = 2.326347874040841;

    /// <summary>
    /// Promised and true rates lie further apart than chance explains in ninety-nine cases of a hundred: Hosmer and Lemeshow's sum
    /// (1980), against the point of chi-square that Wilson and Hilferty's formula gives.
    /// </summary>
    [JsonIgnore]
    public bool IsOff
    {
        get
        {
            var (sum, count) = (0.0, (double)Bands.Count);
            foreach (var (promised, good) in Bands)
            {
                var miss = good.Rate!.Value - promised;
                sum += good.Of * miss * miss / Math.Max(1e-6, promised * (1 - promised));
            }
            var part = 2 / (9 * count);
            return sum > count * Math.Pow(1 - part + (Rare * Math.Sqrt(part)), 3);
        }
    }

    /// <param name="chances">The logarithm of the odds of each lead, as it was told beforehand.</param>
    /// <param name="good">What came of it; both must have come.</param>
    public static Judgement Of(ReadOnlySpan<double> chances, ReadOnlySpan<bool> good)
    {
        var (keys, places) = (chances.ToArray(), new int[chances.Length]);
        for (var index = 0; index < places.Length; index++)
        {
            places[index] = index;
        }
        Array.Sort(keys, places);
        var isGood = new bool[places.Length];
        var (all, loss) = (0L, 0.0);
        for (var index = 0; index < places.Length; index++)
        {
            isGood[index] = good[places[index]];
            all += isGood[index] ? 1 : 0;
            loss += Odds.LossOf(keys[index], isGood[index]);
        }
        var share = new Share(all, places.Length);
        var auc = AucOf(keys, isGood);
        var reach = Z * ErrorOf(auc, all, places.Length - all);
        var bands = BandsOf(keys, isGood);
        var best = BestTenthOf(keys, isGood);
        return new Judgement(
            share,
            auc,
            Math.Max(0, auc - reach),
            Math.Min(1, auc + reach),
            loss / places.Length,
            bands.Sum(band => band.Good.Of * Math.Abs(band.Promised - band.Good.Rate!.Value)) / places.Length,
            best,
            best / share.Rate!.Value,
            bands
        );
    }

    /// <param name="keys">Rising.</param>
    private static double AucOf(ReadOnlySpan<double> keys, ReadOnlySpan<bool> good)
    {
        var (below, won, goodOnes) = (0.0, 0.0, 0.0);
        for (var from = 0; from < keys.Length; )
        {
            var (tied, tiedGood) = (0, 0);
            for (; from + tied < keys.Length && keys[from + tied].Equals(keys[from]); tied++)
            {
                tiedGood += good[from + tied] ? 1 : 0;
            }
            var tiedBad = tied - tiedGood;
            won += tiedGood * (below + (tiedBad / 2.0));
            (below, goodOnes, from) = (below + tiedBad, goodOnes + tiedGood, from + tied);
        }
        return below == 0 || goodOnes == 0 ? 0.5 : won / below / goodOnes;
    }

    private static double ErrorOf(double auc, long good, long bad)
    {
        var (one, other) = (auc / (2 - auc), 2 * auc * auc / (1 + auc));
        var square = (auc * (1 - auc)) + ((good - 1) * (one - (auc * auc))) + ((bad - 1) * (other - (auc * auc)));
        return Math.Sqrt(Math.Max(0, square / good / bad));
    }

    /// <summary>From the lowest: a tenth of the leads or a few more, since equal chances stay together.</summary>
    private static List<ChanceBand> BandsOf(double[] keys, bool[] good)
    {
        var (bands, from) = (new List<ChanceBand>(), 0);
        for (var to = 1; to <= keys.Length; to++)
        {
            if (to == keys.Length || ((to - from) * BandsCount >= keys.Length && !keys[to].Equals(keys[to - 1])))
            {
                bands.Add(
                    new ChanceBand(
                        keys[from..to].Average(Odds.RateOf),
                        new Share(good[from..to].Count(one => one), to - from)
                    )
                );
                from = to;
            }
        }
        return bands;
    }

    private static double BestTenthOf(double[] keys, bool[] good)
    {
        var (wanted, taken, found) = (keys.Length / 10.0, 0.0, 0.0);
        for (var to = keys.Length; to > 0 && taken < wanted; )
        {
            var (tied, tiedGood) = (0, 0);
            for (; to - tied > 0 && keys[to - tied - 1].Equals(keys[to - 1]); tied++)
            {
                tiedGood += good[to - tied - 1] ? 1 : 0;
            }
            var part = Math.Min(1, (wanted - taken) / tied);
            (taken, found, to) = (taken + (part * tied), found + (part * tiedGood), to - tied);
        }
        return taken == 0 ? 0 : found / taken;
    }
}
