namespace LeadGen.Domain.Learning;

/// <summary>The answers of all leads that are learned from, laid out so that going through a million of them again and again is quick.</summary>
internal sealed class AnswerSheet
{
    private readonly ushort[] _answers;
    private readonly int[] _ends;

    private AnswerSheet(ushort[] answers, int[] ends, bool[] good, int questions) =>
        (_answers, _ends, Good, Questions) = (answers, ends, good, questions);

    public int Questions { get; }
    public int Count => _ends.Length;
    public bool[] Good { get; }

    public ReadOnlySpan<ushort> Of(int index) => _answers.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);

    public static AnswerSheet Of(CardDesign design, Examples examples, ReadOnlySpan<int> rows, bool[] good)
    {
        var (ends, count) = (new int[rows.Length], 0);
        var one = new ushort[design.Most];
        for (var index = 0; index < rows.Length; index++)
        {
            ends[index] = count += design.Fill(examples, rows[index], one);
        }
        var answers = new ushort[count];
        for (var index = 0; index < rows.Length; index++)
        {
            var from = index == 0 ? 0 : ends[index - 1];
            design.Fill(examples, rows[index], one);
            one.AsSpan(0, ends[index] - from).CopyTo(answers.AsSpan(from));
        }
        return new AnswerSheet(answers, ends, good, design.Count);
    }
}
