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
            [] => "no two steps would do",
            [var one] => $"{Words(one)} would do",
            [var one, var other] when one.Label == other.Label && one.Fact == other.Fact => Invariant(
                $"“{one.Label}” twice (+{one.Points + other.Points}) would do"
            ),
            _ => $"{string.Join(" and ", steps.Select(Words))} would do together",
        };

    private static string Words(MissingStep step) =>
        step.Fact is { } fact
            ? Invariant($"“{step.Label}” (+{step.Points}; {FactNames.InWords(fact)} is not known yet)")
            : Invariant($"“{step.Label}” (+{step.Points})");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
