using System.Globalization;

namespace LeadGen.Domain.Scoring;

/// <summary>Tells people what a lead lacks.</summary>
internal static class MissingSentence
{
    public static Missing Tell(ScoringModel model, Score score, IReadOnlyList<MissingStep> steps)
    {
        var lacks = new List<string>();
        var fit = Lack("fit", score.Fit, model.MinFit);
        var engagement = Lack("engagement", score.Engagement, model.MinEngagement);
        var total = Lack("score", score.Total, model.MqlThreshold);
        var lacking =
            lacks is [.. var first, var last] && first.Count > 0 ? $"{string.Join(", ", first)} and {last}" : lacks[0];
        return new(
            fit,
            engagement,
            total,
            steps,
            $"{char.ToUpperInvariant(lacking[0])}{lacking[1..]}: {Remedy(steps)}."
        );

        int Lack(string name, int has, int? needs)
        {
            var lack = Math.Max(0, (needs ?? has) - has);
            if (lack > 0)
            {
                lacks.Add(Invariant($"{name} is {has} of {needs}"));
            }
            return lack;
        }
    }

    private static string Remedy(IReadOnlyList<MissingStep> steps) =>
        steps switch
        {
            [] => "it takes more than five steps",
            _ => Alike(steps) switch
            {
                [var one] => $"{one} would do",
                [.. var first, var last] => $"{string.Join(", ", first)} and {last} would do together",
                [] => "",
            },
        };

    /// <summary>The steps in words, those that are the same thing again as one.</summary>
    private static List<string> Alike(IReadOnlyList<MissingStep> steps) =>
        [
            .. steps
                .GroupBy(step => (step.Label, step.Fact))
                .Select(same =>
                    same.Count() switch
                    {
                        1 => Words(same.First()),
                        2 => Invariant($"“{same.Key.Label}” twice (+{same.Sum(step => step.Points)})"),
                        var times => Invariant($"“{same.Key.Label}” {times} times (+{same.Sum(step => step.Points)})"),
                    }
                ),
        ];

    private static string Words(MissingStep step) =>
        step.Fact is { } fact
            ? Invariant($"“{step.Label}” (+{step.Points}; {FactNames.InWords(fact)} is not known yet)")
            : Invariant($"“{step.Label}” (+{step.Points})");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
