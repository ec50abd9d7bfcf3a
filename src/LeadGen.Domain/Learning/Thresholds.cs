using LeadGen.Domain.Insights;

namespace LeadGen.Domain.Learning;

/// <summary>Thresholds to choose from, and what each would mean.</summary>
public static class Thresholds
{
    public const int Weeks = 12;

    // One for each hundredth of the leads.
    private const int Steps = 100;

    /// <param name="scores">Of all leads by the scorecard that is proposed, judged or not.</param>
    /// <param name="at">When each of them came.</param>
    /// <param name="heldOut">The chances that the validated scorecard gave to those held out.</param>
    internal static IReadOnlyList<ThresholdChoice> Of(
        Calibration calibration,
        int[] scores,
        DateTimeOffset[] at,
        double[] heldOut,
        bool[] good
    )
    {
        var since = at.Max().AddDays(-7 * Weeks);
        var recent = scores.Where((_, index) => at[index] > since).Order().ToArray();
        var (sorted, isGood) = ((double[])heldOut.Clone(), (bool[])good.Clone());
        Array.Sort(sorted, isGood);
        var goodOnes = isGood.LongCount(one => one);
        var all = scores.Order().ToArray();
        return
        [
            .. Enumerable
                .Range(0, Steps)
                .Select(step => all[(int)((long)(all.Length - 1) * step / Steps)])
                .Append(all[^1])
                .Distinct()
                .Order()
                .Select(Choice),
        ];

        ThresholdChoice Choice(int threshold)
        {
            var chance = calibration.Start + (calibration.PerPoint * threshold);
            var from = FirstAtLeast(sorted, chance);
            var hits = isGood.Skip(from).LongCount(one => one);
            return new ThresholdChoice(
                threshold,
                Odds.RateOf(chance),
                (recent.Length - FirstAtLeast(recent, threshold)) / (double)Weeks,
                new Share(hits, sorted.Length - from),
                new Share(hits, goodOnes)
            );
        }
    }

    /// <summary>The lowest from which at least so many of the leads are good; null where none is.</summary>
    public static ThresholdChoice? ForPrecision(IReadOnlyList<ThresholdChoice> choices, double wanted) =>
        choices.FirstOrDefault(one => one.Precision.IsEnough && one.Precision.Rate >= wanted);

    /// <summary>The lowest that no more leads a week reach; null where even the highest lets more in.</summary>
    public static ThresholdChoice? ForWeekly(IReadOnlyList<ThresholdChoice> choices, double wanted) =>
        choices.FirstOrDefault(one => one.PerWeek <= wanted);

    private static int FirstAtLeast<T>(T[] sorted, T value)
        where T : IComparable<T>
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].CompareTo(value) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
