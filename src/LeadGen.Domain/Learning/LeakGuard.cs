using System.Globalization;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Learning;

public enum LeakKind
{
    /// <summary>Filled in after sales had the lead: it tells what sales found, and nothing beforehand.</summary>
    KnownOnlyAfter,

    /// <summary>Alone it tells good leads from others better than facts do: probably it was written when the outcome was known.</summary>
    TooGood,
}

/// <summary>A fact from which it would be wrong to learn.</summary>
/// <param name="Why">A sentence with the numbers.</param>
/// <param name="IsLeftOut">Else somebody said that it is to be learned from all the same.</param>
public sealed record Leak(string Fact, LeakKind Kind, string Why, bool IsLeftOut);

/// <summary>Finds facts that tell the outcome because they come of it.</summary>
internal static class LeakGuard
{
    /// <summary>A fact that of so small a part of the leads was known before sales had them came after.</summary>
    private const double KnownBefore = 0.5;
    private const double TooGoodAuc = 0.9;

    /// <summary>Values that fewer leads have stand together.</summary>
    private const double LeastLeads = 20;

    // That something is known at all may tell a little: who is interested says more.
    private const double TooGoodKnown = 0.8;

    public static Leak? Find(FactColumn column, int[] rows, bool[] good, bool isKept)
    {
        if (column.KnownNow >= Share.Enough && column.KnownThen < KnownBefore * column.KnownNow)
        {
            var why = string.Create(
                CultureInfo.InvariantCulture,
                $"known of {column.KnownNow:N0} judged leads now, and of {column.KnownThen:N0} when sales got them"
            );
            return new Leak(column.Fact, LeakKind.KnownOnlyAfter, why, IsLeftOut: true);
        }

        var bins = FactBins.Of(column, rows, good, LeastLeads, direction: null);
        var (alone, known) = (
            AucOf(column, rows, good, code => bins.OfCode[code] + 1),
            AucOf(column, rows, good, code => Math.Min(1, code))
        );
        if (alone < TooGoodAuc && known < TooGoodKnown)
        {
            return null;
        }
        var name = FactNames.InWords(column.Fact);
        var (what, auc) = known >= TooGoodKnown ? ($"that {name} is known at all", known) : ($"{name} alone", alone);
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{what} tells good leads from others in {auc * 100:0} of 100 pairs"
        );
        return new Leak(column.Fact, LeakKind.TooGood, words, IsLeftOut: !isKept);
    }

    /// <summary>How well the rates of its bins order the leads.</summary>
    private static double AucOf(FactColumn column, int[] rows, bool[] good, Func<int, int> binOf)
    {
        var codes = column.Codes;
        var (all, hits) = (new double[column.Values.Count + 1], new double[column.Values.Count + 1]);
        for (var index = 0; index < rows.Length; index++)
        {
            var bin = binOf(codes[rows[index]]);
            all[bin]++;
            hits[bin] += good[index] ? 1 : 0;
        }
        var (won, below, goodOnes) = (0.0, 0.0, 0.0);
        foreach (
            var bin in Enumerable
                .Range(0, all.Length)
                .Where(bin => all[bin] > 0)
                .GroupBy(bin => hits[bin] / all[bin])
                .OrderBy(alike => alike.Key)
        )
        {
            var (goodHere, here) = (bin.Sum(one => hits[one]), bin.Sum(one => all[one]));
            won += goodHere * (below + ((here - goodHere) / 2));
            (below, goodOnes) = (below + here - goodHere, goodOnes + goodHere);
        }
        return below == 0 || goodOnes == 0 ? 0.5 : won / below / goodOnes;
    }
}
