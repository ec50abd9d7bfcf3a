using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Learning;

/// <summary>The yes-or-no questions of a scorecard: one for each bin of each fact, and one for each thing that leads did.</summary>
internal sealed class CardDesign
{
    /// <summary>So many things that leads did are asked for at most, those that tell most apart first.</summary>
    private const int MarksMax = 100;
    private const int LeastLeads = 20;
    private const double LeastPart = 0.005;

    private readonly int[] _ofMark;

    private CardDesign(
        IReadOnlyList<FactBins> facts,
        IReadOnlyList<string> noRoomFor,
        IReadOnlyList<Mark> marks,
        int[] ofMark
    )
    {
        (Facts, NoRoomFor, Marks, _ofMark) = (facts, noRoomFor, marks, ofMark);
        FirstOf = new int[facts.Count];
        for (var index = 1; index < facts.Count; index++)
        {
            FirstOf[index] = FirstOf[index - 1] + facts[index - 1].Bins.Count;
        }
        FirstMark = facts.Sum(fact => fact.Bins.Count);
    }

    public IReadOnlyList<FactBins> Facts { get; }

    /// <summary>Facts that tell less than those that there is room for: a model of more criteria could not be kept.</summary>
    public IReadOnlyList<string> NoRoomFor { get; }

    /// <summary>The place of each fact's first bin.</summary>
    public int[] FirstOf { get; }

    /// <summary>Things done, whose questions stand after those of the facts.</summary>
    public IReadOnlyList<Mark> Marks { get; }
    public int FirstMark { get; }
    public int Count => FirstMark + Marks.Count;

    public static CardDesign Of(
        Examples examples,
        IEnumerable<FactColumn> columns,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<bool> good,
        LearningOptions options
    )
    {
        var least = Math.Max(LeastLeads, LeastPart * rows.Length);
        var facts = new List<FactBins>();
        foreach (var column in columns)
        {
            Direction? direction = options.Monotone.TryGetValue(column.Fact, out var way) ? way : null;
            var bins = FactBins.Of(column, rows, good, least, direction);
            if (bins.Full > 1)
            {
                facts.Add(bins);
            }
        }
        var (kept, noRoomFor) = MostTelling(facts);
        var marks = TellingMarks(examples, rows, good, least, options);
        var ofMark = Enumerable.Repeat(-1, examples.Marks.Count).ToArray();
        var first = kept.Sum(fact => fact.Bins.Count);
        for (var index = 0; index < marks.Count; index++)
        {
            ofMark[marks[index]] = first + index;
        }
        return new CardDesign(kept, noRoomFor, [.. marks.Select(place => examples.Marks[place])], ofMark);
    }

    /// <summary>Each bin becomes a criterion, and a model has no more than <see cref="ScoringModel.CriteriaMax"/> of them.</summary>
    private static (List<FactBins> Kept, List<string> NoRoomFor) MostTelling(List<FactBins> facts)
    {
        var (room, kept) = (ScoringModel.CriteriaMax, new HashSet<FactBins>());
        foreach (var fact in facts.OrderByDescending(fact => fact.Telling))
        {
            if (fact.Bins.Count <= room)
            {
                room -= fact.Bins.Count;
                kept.Add(fact);
            }
        }
        return (
            facts.FindAll(kept.Contains),
            [.. facts.Where(fact => !kept.Contains(fact)).Select(fact => fact.Column.Fact)]
        );
    }

    /// <summary>Which questions a lead answers with yes, rising; what was done several times comes several times.</summary>
    /// <returns>How many.</returns>
    public int Fill(Examples examples, int row, Span<ushort> answers)
    {
        var count = 0;
        for (var index = 0; index < Facts.Count; index++)
        {
            var bin = Facts[index].OfCode[Facts[index].Column.Codes[row]];
            if (bin >= 0)
            {
                answers[count++] = (ushort)(FirstOf[index] + bin);
            }
        }
        var first = count;
        foreach (var mark in examples.MarksOf(row))
        {
            if (_ofMark[mark] >= 0)
            {
                answers[count++] = (ushort)_ofMark[mark];
            }
        }
        answers[first..count].Sort();
        return count;
    }

    /// <summary>No lead answers more with yes.</summary>
    public int Most => Facts.Count + Marks.Sum(mark => mark.Most);

    /// <summary>Done by enough leads, and not by all but a few; of two that the same leads did, the plainer.</summary>
    private static List<int> TellingMarks(
        Examples examples,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<bool> good,
        double least,
        LearningOptions options
    )
    {
        var (done, goodOnes, allGood) = (new long[examples.Marks.Count], new long[examples.Marks.Count], 0L);
        var lastOf = Enumerable.Repeat(-1, examples.Marks.Count).ToArray();
        for (var index = 0; index < rows.Length; index++)
        {
            var isGood = good[index] ? 1 : 0;
            allGood += isGood;
            foreach (var mark in examples.MarksOf(rows[index]))
            {
                if (lastOf[mark] != index)
                {
                    lastOf[mark] = index;
                    done[mark]++;
                    goodOnes[mark] += isGood;
                }
            }
        }
        var count = rows.Length;
        var rate = (double)allGood / Math.Max(1, count);
        return
        [
            .. Enumerable
                .Range(0, done.Length)
                .Where(mark => done[mark] >= least && (done[mark] <= count - least || examples.Marks[mark].IsPlain))
                .Where(mark => !options.LeftOut.Contains(examples.Marks[mark].Kind))
                .DistinctBy(mark => (examples.Marks[mark].Kind, done[mark], goodOnes[mark]))
                .OrderByDescending(mark => Math.Abs(goodOnes[mark] - (rate * done[mark])) / Math.Sqrt(done[mark]))
                .Take(MarksMax)
                .Order(),
        ];
    }
}
