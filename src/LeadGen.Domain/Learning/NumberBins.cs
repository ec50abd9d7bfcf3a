namespace LeadGen.Domain.Learning;

/// <summary>Good and not good leads of one number, or of several beside each other.</summary>
/// <param name="Last">The greatest number of them.</param>
internal readonly record struct NumberCount(decimal Last, double Good, double Bad)
{
    public double All => Good + Bad;
    public double Rate => All == 0 ? 0 : Good / All;

    public NumberCount With(NumberCount next) => new(next.Last, Good + next.Good, Bad + next.Bad);
}

/// <summary>
/// Cuts a number into bands that differ from their neighbours by more than chance: bands of about equal size first, then the two most
/// alike are joined, again and again (Kerber 1992, ChiMerge).
/// </summary>
internal static class NumberBins
{
    private const int FineMax = 50;
    private const int BinsMax = 8;

    // The 95 % point of chi-square with one degree of freedom.
    private const double Differs = 3.841;

    /// <param name="counts">By number, rising.</param>
    /// <param name="least">No band has fewer leads, where there are as many.</param>
    /// <returns>The bands from the lowest to the highest.</returns>
    public static List<NumberCount> Of(IReadOnlyList<NumberCount> counts, double least, Direction? direction)
    {
        var bins = Fine(counts, Math.Max(least / 2, counts.Sum(one => one.All) / FineMax));
        if (direction is { } way)
        {
            JoinViolators(bins, way);
        }
        while (bins.Count > 1)
        {
            var (place, difference) = MostAlike(bins, least);
            if (difference >= Differs && bins.Count <= BinsMax)
            {
                break;
            }
            Join(bins, place);
        }
        return bins;
    }

    private static List<NumberCount> Fine(IReadOnlyList<NumberCount> counts, double size)
    {
        var bins = new List<NumberCount>();
        NumberCount? open = null;
        foreach (var one in counts)
        {
            var bin = open is { } before ? before.With(one) : one;
            open = bin.All >= size ? null : bin;
            if (open is null)
            {
                bins.Add(bin);
            }
        }
        if (open is { } rest)
        {
            bins.Add(rest);
        }
        return bins;
    }

    /// <summary>Pools neighbours that stand the wrong way round until none do.</summary>
    private static void JoinViolators(List<NumberCount> bins, Direction direction)
    {
        for (var place = 0; place < bins.Count - 1; )
        {
            var step = bins[place + 1].Rate.CompareTo(bins[place].Rate);
            if (direction == Direction.Rising ? step >= 0 : step <= 0)
            {
                place++;
            }
            else
            {
                Join(bins, place);
                place = Math.Max(0, place - 1);
            }
        }
    }

    private static (int Place, double Difference) MostAlike(List<NumberCount> bins, double least)
    {
        var (place, smallest) = (0, double.PositiveInfinity);
        for (var index = 0; index < bins.Count - 1; index++)
        {
            var isThin = bins[index].All < least || bins[index + 1].All < least;
            // Thin ones go first, with the neighbour that is more like them.
            var difference = Difference(bins[index], bins[index + 1]) - (isThin ? 1e9 : 0);
            if (difference < smallest)
            {
                (place, smallest) = (index, difference);
            }
        }
        return (place, smallest);
    }

    private static double Difference(NumberCount one, NumberCount other)
    {
        var (good, bad) = (one.Good + other.Good, one.Bad + other.Bad);
        if (good == 0 || bad == 0)
        {
            return 0;
        }
        var cross = (one.Good * other.Bad) - (one.Bad * other.Good);
        return cross * cross * (good + bad) / (good * bad * one.All * other.All);
    }

    private static void Join(List<NumberCount> bins, int place)
    {
        bins[place] = bins[place].With(bins[place + 1]);
        bins.RemoveAt(place + 1);
    }
}
