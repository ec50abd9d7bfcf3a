using System.Globalization;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Learning;

/// <summary>One bin of a fact, in the words of a criterion. The first of a fact that matches counts.</summary>
public sealed record FactBin(FactOperator Operator, IReadOnlyList<string> Values, string Words);

/// <summary>How a fact is cut: numbers into bands, rare texts pooled, missing on its own.</summary>
internal sealed class FactBins
{
    /// <summary>So many texts of a fact stand alone at most.</summary>
    private const int AloneMax = 30;

    // A number with so few different values is as good as a text.
    private const int NumbersFrom = 10;
    private const double MostAreNumbers = 0.95;

    private FactBins(
        FactColumn column,
        List<FactBin> bins,
        int[] ofCode,
        bool isNumber,
        NumberCount[] counts,
        double least
    )
    {
        (Column, Bins, OfCode, IsNumber) = (column, bins, ofCode, isNumber);
        var (good, bad) = (new double[bins.Count], new double[bins.Count]);
        for (var code = 0; code < ofCode.Length; code++)
        {
            if (ofCode[code] >= 0)
            {
                good[ofCode[code]] += counts[code].Good;
                bad[ofCode[code]] += counts[code].Bad;
            }
        }
        Full = good.Zip(bad).Count(bin => bin.First + bin.Second >= least);
        var (allGood, allBad) = (good.Sum() + 1, bad.Sum() + 1);
        Telling = good.Zip(
                bad,
                (some, others) =>
                {
                    // Half a lead more of each: a bin without any good one is not told from others beyond measure.
                    var (part, other) = ((some + 0.5) / allGood, (others + 0.5) / allBad);
                    return (part - other) * Math.Log(part / other);
                }
            )
            .Sum();
    }

    public FactColumn Column { get; }
    public IReadOnlyList<FactBin> Bins { get; }

    /// <summary>The bin of each code of the column; -1 where none of them matches.</summary>
    public int[] OfCode { get; }

    public bool IsNumber { get; }

    /// <summary>How many bins have leads enough to tell something. With one alone, the fact is the same of nearly all.</summary>
    public int Full { get; }

    /// <summary>How much it tells good leads from others, by its bins alone: their information value.</summary>
    public double Telling { get; }

    /// <summary>All but the one of what is missing, which stands last if there is one.</summary>
    public int Bands => Bins[^1].Operator == FactOperator.IsMissing ? Bins.Count - 1 : Bins.Count;

    /// <param name="rows">Those that are learned from.</param>
    /// <param name="least">Texts that fewer leads have are pooled.</param>
    public static FactBins Of(
        FactColumn column,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<bool> good,
        double least,
        Direction? direction
    )
    {
        var counts = new NumberCount[column.Values.Count];
        var codes = column.Codes;
        for (var index = 0; index < rows.Length; index++)
        {
            ref var count = ref counts[codes[rows[index]]];
            count = good[index] ? count with { Good = count.Good + 1 } : count with { Bad = count.Bad + 1 };
        }
        var numbers = column.Values.Select(Number).ToArray();
        return IsOfNumbers(column, counts, numbers)
            ? OfNumbers(column, counts, numbers, least, direction)
            : OfTexts(column, counts, least);
    }

    private static bool IsOfNumbers(FactColumn column, NumberCount[] counts, decimal?[] numbers)
    {
        if (FactNames.Numbers.Contains(column.Fact))
        {
            return true;
        }
        if (FactNames.Texts.Contains(column.Fact) || numbers.OfType<decimal>().Distinct().Count() < NumbersFrom)
        {
            return false;
        }
        var known = counts.Skip(1).Sum(count => count.All);
        return counts.Where((_, code) => numbers[code] is not null).Sum(count => count.All) >= MostAreNumbers * known;
    }

    private static FactBins OfNumbers(
        FactColumn column,
        NumberCount[] counts,
        decimal?[] numbers,
        double least,
        Direction? direction
    )
    {
        var seen = counts
            .Select((count, code) => (count, number: numbers[code]))
            .Where(one => one.number is not null && one.count.All > 0)
            .GroupBy(one => one.number!.Value, one => one.count)
            .Select(one => new NumberCount(one.Key, one.Sum(count => count.Good), one.Sum(count => count.Bad)))
            .OrderBy(one => one.Last)
            .ToList();
        var edges = NumberBins.Of(seen, least, direction).ConvertAll(bin => bin.Last);
        var bins = edges.Select((_, place) => Band(edges, place)).ToList();
        var missing = AddMissing(bins, counts);
        var ofCode = numbers.Select(number => number is { } known ? PlaceIn(edges, known) : -1).ToArray();
        ofCode[FactColumn.Missing] = missing;
        return new(column, bins, ofCode, true, counts, least);
    }

    private static int PlaceIn(List<decimal> edges, decimal number)
    {
        var place = edges.FindIndex(edge => number <= edge);
        return place < 0 ? edges.Count - 1 : place;
    }

    /// <summary>From below: at most this, at most that, and the last takes all that is more, so that no number between two is left out.</summary>
    private static FactBin Band(List<decimal> edges, int place)
    {
        var (low, high) = (place == 0 ? null : Text(edges[place - 1]), Text(edges[place]));
        return (place == 0, place == edges.Count - 1) switch
        {
            (true, true) => new(FactOperator.IsKnown, [], "known"),
            (_, false) => new(FactOperator.AtMost, [high], low is null ? $"up to {high}" : $"over {low}, up to {high}"),
            (false, true) => new(FactOperator.AtLeast, [low!], $"over {low}"),
        };
    }

    private static FactBins OfTexts(FactColumn column, NumberCount[] counts, double least)
    {
        var alone = Enumerable
            .Range(FactColumn.Rest + 1, counts.Length - FactColumn.Rest - 1)
            .Where(code => counts[code].All >= least)
            .OrderByDescending(code => counts[code].All)
            .ThenBy(code => column.Values[code], StringComparer.Ordinal)
            .Take(AloneMax)
            .ToList();
        List<FactBin> bins =
        [
            .. alone.Select(code => new FactBin(FactOperator.Equals, [column.Values[code]], column.Values[code])),
        ];
        var pooled = counts.Skip(FactColumn.Rest).Sum(count => count.All) - alone.Sum(code => counts[code].All);
        if (pooled > 0)
        {
            bins.Add(new(FactOperator.IsKnown, [], bins.Count == 0 ? "known" : "any other"));
        }
        var ofCode = Enumerable.Repeat(pooled > 0 ? bins.Count - 1 : -1, counts.Length).ToArray();
        foreach (var (code, place) in alone.Select((code, place) => (code, place)))
        {
            ofCode[code] = place;
        }
        ofCode[FactColumn.Missing] = AddMissing(bins, counts);
        return new(column, bins, ofCode, false, counts, least);
    }

    private static int AddMissing(List<FactBin> bins, NumberCount[] counts)
    {
        if (counts[FactColumn.Missing].All == 0)
        {
            return -1;
        }
        bins.Add(new(FactOperator.IsMissing, [], "not known"));
        return bins.Count - 1;
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
        && Math.Abs(number) <= ScoringModel.NumberMax
            ? number
            : null;

    private static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
