using System.Globalization;
using System.Numerics;

namespace LeadGen.Domain.Scoring;

/// <summary>The best that some more facts would make of a lead's fit.</summary>
internal static class FitSteps
{
    // More values, and more ways to fill them in, are not followed: those that give least are left out. A small model has fewer.
    private const int TriedMax = 40;
    private const int FollowedMax = 128;

    /// <param name="steps">Values of unknown facts.</param>
    /// <returns>The greatest fit with none, one, two … of them, up to <see cref="WhyNot.StepsMax"/>.</returns>
    public static List<(int Fit, IReadOnlyList<MissingStep> Steps)> Best(
        ScoringModel model,
        LeadFacts facts,
        List<MissingStep> steps
    )
    {
        var (sheet, prepared) = (new Scoresheet(model), PreparedModel.Of(model));
        List<MissingStep> options = [.. steps.Where(step => step.Fact is not null)];
        List<Way> ways = [new Way(facts, sheet.Fit(facts), 0, [])];
        if (options.Count > TriedMax)
        {
            options = [.. Best(More(ways[0])).Take(TriedMax).Select(way => options[way.Chosen[0]])];
        }
        List<(int Fit, IReadOnlyList<MissingStep> Steps)> best = [(ways[0].Fit, [])];
        while (best.Count <= WhyNot.StepsMax && ways.Count > 0)
        {
            ways =
            [
                .. Best(ways.SelectMany(More).DistinctBy(way => string.Join(' ', way.Chosen.Order().Select(Digits))))
                    .Take(FollowedMax),
            ];
            if (ways.Count > 0)
            {
                best.Add((ways[0].Fit, [.. ways[0].Chosen.Select(at => options[at])]));
            }
        }
        return best;

        IEnumerable<Way> More(Way way)
        {
            for (var index = 0; index < options.Count; index++)
            {
                if (!way.Chosen.Exists(at => options[at].Fact == options[index].Fact))
                {
                    var next = way.Facts.With(options[index].Fact!, options[index].Value!);
                    yield return new Way(
                        next,
                        sheet.Fit(next),
                        prepared.Fit.Sum(fit => BitOperations.PopCount((uint)fit.Holding(next))),
                        [.. way.Chosen, index]
                    );
                }
            }
        }
    }

    // A fact that gives nothing yet may be one of several that do together.
    private static IEnumerable<Way> Best(IEnumerable<Way> ways) =>
        ways.OrderByDescending(way => way.Fit).ThenByDescending(way => way.Holding);

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Way(LeadFacts Facts, int Fit, int Holding, List<int> Chosen);
}
