namespace LeadGen.Domain.Tests.Learning;

/// <summary>
/// A logistic regression over bins, written plainly as the thing to be compared with: numbers in tenths, texts that twenty leads have
/// on their own, weights of any size, found by small steps along the slope.
/// </summary>
internal sealed class BinnedLogistic
{
    private const int Least = 20;
    private readonly double[] _weights;

    public BinnedLogistic(IReadOnlyList<int[]> answers, IReadOnlyList<bool> good, int questions)
    {
        _weights = new double[questions + 1];
        var counts = new double[questions + 1];
        foreach (var answer in answers.SelectMany(one => one))
        {
            counts[answer]++;
        }

        counts[questions] = answers.Count;
        // Coordinate by coordinate: each weight goes to where its own slope is level, again and again.
        var sums = new double[answers.Count];
        var having = Enumerable.Range(0, questions + 1).Select(_ => new List<int>()).ToArray();
        for (var index = 0; index < answers.Count; index++)
        {
            foreach (var answer in answers[index].Append(questions))
            {
                having[answer].Add(index);
            }
        }

        for (var round = 0; round < 60; round++)
        {
            for (var question = 0; question <= questions; question++)
            {
                var (slope, bend) = (1e-3 * _weights[question], 1e-3);
                foreach (var index in having[question])
                {
                    var rate = 1 / (1 + Math.Exp(-sums[index]));
                    (slope, bend) = (slope + rate - (good[index] ? 1 : 0), bend + (rate * (1 - rate)));
                }

                var by = Math.Clamp(slope / bend, -1, 1);
                _weights[question] -= by;
                having[question].ForEach(index => sums[index] -= by);
            }
        }
    }

    public double ChanceOf(int[] answers) => _weights[^1] + answers.Sum(answer => _weights[answer]);

    /// <summary>Cuts facts into yes-or-no questions by what these rows have.</summary>
    public static (Func<int, int[]> AnswersOf, int Questions) Cut(
        IReadOnlyList<IReadOnlyList<string>> facts,
        IReadOnlyList<int> rows
    )
    {
        var (tests, first) = (new List<(IReadOnlyList<string> Fact, Func<string, int> Bin, int From)>(), 0);
        foreach (var fact in facts)
        {
            var numbers = rows.Select(row => Number(fact[row])).OfType<double>().Order().ToList();
            var values = rows.GroupBy(row => fact[row])
                .Where(one => one.Count() >= Least)
                .Select(one => one.Key)
                .ToList();
            if (numbers.Distinct().Count() >= 10)
            {
                var edges = Enumerable
                    .Range(1, 9)
                    .Select(tenth => numbers[numbers.Count * tenth / 10])
                    .Distinct()
                    .ToList();
                tests.Add(
                    (
                        fact,
                        value => Number(value) is { } number ? edges.Count(edge => number > edge) : edges.Count + 1,
                        first
                    )
                );
                first += edges.Count + 2;
            }
            else
            {
                tests.Add((fact, value => values.IndexOf(value) is >= 0 and var place ? place : values.Count, first));
                first += values.Count + 1;
            }
        }

        return (row => [.. tests.Select(test => test.From + test.Bin(test.Fact[row]))], first);
    }

    private static double? Number(string text) =>
        double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
