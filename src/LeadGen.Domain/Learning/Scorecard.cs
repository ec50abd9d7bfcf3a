using System.Runtime.InteropServices;

namespace LeadGen.Domain.Learning;

/// <summary>
/// Whole points for what is known of a lead and what it did, learned from what became of earlier ones. A logistic regression over bins
/// says what each weighs beside all others; <see cref="PointsPerLog"/> turns weights into points.
/// </summary>
public sealed class Scorecard
{
    /// <summary>Twenty points more double the odds of a good lead.</summary>
    public const int PointsToDouble = 20;

    private static readonly double PointsPerLog = PointsToDouble / Math.Log(2);

    private readonly CardDesign _design;
    private readonly int[] _points;
    private readonly ushort[] _one;

    private Scorecard(CardDesign design, int[] points)
    {
        (_design, _points) = (design, points);
        _one = new ushort[design.Most];
    }

    /// <summary>What a score says of the chance.</summary>
    public Calibration Calibration { get; private set; }

    /// <summary>How many leads it was learned from, and how many of them were good.</summary>
    public int Learned { get; private set; }

    internal CardDesign Design => _design;

    /// <summary>Of each question of the design.</summary>
    internal IReadOnlyList<int> Points => _points;

    /// <summary>Learns from these leads, of each of which it is known whether it was good.</summary>
    /// <param name="columns">The facts to learn from.</param>
    public static Scorecard Learn(
        Examples examples,
        IEnumerable<FactColumn> columns,
        int[] rows,
        bool[] good,
        LearningOptions options
    )
    {
        var design = CardDesign.Of(examples, columns, rows, good, options);
        var sheet = AnswerSheet.Of(design, examples, rows, good);
        var weights = RidgeLogistic.Fit(sheet);
        Centre(design, sheet, weights, options);
        var card = new Scorecard(design, [.. weights[..^1].Select(PointsOf)]) { Learned = rows.Length };
        var scores = new int[rows.Length];
        for (var index = 0; index < rows.Length; index++)
        {
            scores[index] = card.ScoreOf(sheet.Of(index));
        }
        card.Calibration = Calibration.Fit(scores, good);
        return card;
    }

    /// <summary>The score of a lead; not for two threads at once.</summary>
    public int ScoreOf(Examples examples, int row) => ScoreOf(_one.AsSpan(0, _design.Fill(examples, row, _one)));

    private int ScoreOf(ReadOnlySpan<ushort> answers)
    {
        var sum = 0;
        foreach (var answer in answers)
        {
            sum += _points[answer];
        }
        return sum;
    }

    private static int PointsOf(double weight) => (int)Math.Round(weight * PointsPerLog);

    /// <summary>
    /// The bins of a fact all weigh more, or all less, without a difference: so that points above zero speak for a lead, the average
    /// of each fact is put at zero. Where a number may count one way only, neighbours that do not are levelled first.
    /// </summary>
    private static void Centre(CardDesign design, AnswerSheet sheet, double[] weights, LearningOptions options)
    {
        var counts = new double[sheet.Questions];
        for (var index = 0; index < sheet.Count; index++)
        {
            foreach (var answer in sheet.Of(index))
            {
                counts[answer]++;
            }
        }
        for (var index = 0; index < design.Facts.Count; index++)
        {
            var fact = design.Facts[index];
            var part = design.FirstOf[index]..(design.FirstOf[index] + fact.Bins.Count);
            var bins = weights.AsSpan(part);
            var sizes = counts.AsSpan(part);
            if (fact.IsNumber && options.Monotone.TryGetValue(fact.Column.Fact, out var direction))
            {
                Level(bins[..fact.Bands], sizes[..fact.Bands], direction == Direction.Rising ? 1 : -1);
            }
            var average = Average(bins, sizes);
            foreach (ref var weight in bins)
            {
                weight -= average;
            }
            weights[^1] += average;
        }
    }

    private static double Average(ReadOnlySpan<double> weights, ReadOnlySpan<double> sizes)
    {
        var (sum, count) = (0.0, 0.0);
        for (var index = 0; index < weights.Length; index++)
        {
            (sum, count) = (sum + (weights[index] * sizes[index]), count + sizes[index]);
        }
        return count == 0 ? 0 : sum / count;
    }

    /// <summary>The nearest that rises everywhere (or falls, with -1): neighbours that do not share their average.</summary>
    internal static void Level(Span<double> weights, ReadOnlySpan<double> sizes, int sign)
    {
        var blocks = new List<(double Sum, double Size, int Count)>();
        for (var index = 0; index < weights.Length; index++)
        {
            var size = Math.Max(1, sizes[index]);
            blocks.Add((weights[index] * size, size, 1));
            while (blocks is [.., var low, var high] && sign * (low.Sum / low.Size) > sign * (high.Sum / high.Size))
            {
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (low.Sum + high.Sum, low.Size + high.Size, low.Count + high.Count);
            }
        }
        var place = 0;
        foreach (var (sum, size, count) in CollectionsMarshal.AsSpan(blocks))
        {
            weights.Slice(place, count).Fill(sum / size);
            place += count;
        }
    }
}
