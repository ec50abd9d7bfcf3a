using System.Globalization;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Insights;

/// <summary>Says in one sentence what makes two models judge a lead differently.</summary>
public static class ReplayReason
{
    private const int DifferencesTold = 3;

    /// <summary>
    /// "92 points of 90 (in force: 78 of 100); “Pricing page” 15 instead of 5; “Director” 12 instead of 8", or of a product rule
    /// "Product rule “Invited colleagues”: 2 of 2 (in force: 2 of 5)".
    /// </summary>
    /// <param name="move">The move that one of the two models makes, and the other at no time.</param>
    /// <param name="before">The model in force, with the lead on its sheet.</param>
    /// <param name="after">The replayed one.</param>
    public static string Tell(
        ReplayedMove move,
        LeadFacts facts,
        IEnumerable<Touchpoint> touchpoints,
        Scoresheet before,
        Scoresheet after
    ) =>
        string.Join(
            "; ",
            [
                .. move.Rule is { } rule
                    ? OfRule(
                        move,
                        rule,
                        TouchpointHistory.InOrder(touchpoints, move.At, move.CountsAfter),
                        before,
                        after
                    )
                    : OfScore(
                        before.Model,
                        Scorer.Explain(before, facts, move.At, move.CountsAfter),
                        after.Model,
                        Scorer.Explain(after, facts, move.At, move.CountsAfter)
                    ),
                .. Since(move.CountsAfter),
            ]
        );

    private static IEnumerable<string> OfRule(
        ReplayedMove move,
        ProductRule rule,
        List<Touchpoint> history,
        Scoresheet before,
        Scoresheet after
    )
    {
        yield return $"Product rule “{rule.Label}”: {Progress(after)} (in force: {Progress(before)})";

        string Progress(Scoresheet by) =>
            by.Model.Product.FirstOrDefault(one => one.Key == rule.Key) switch
            {
                null => "no such rule",
                { Off: true } => "switched off",
                { } its => Invariant($"{its.Count(history, move.At)} of {its.AtLeast}"),
            };
    }

    private static List<string> OfScore(ScoringModel before, Score was, ScoringModel after, Score isNow) =>
        [
            Invariant($"{isNow.Total} points of {after.MqlThreshold} (in force: {was.Total} of {before.MqlThreshold})"),
            .. Minimum("fit", isNow.Fit, after.MinFit, was.Fit, before.MinFit),
            .. Minimum("engagement", isNow.Engagement, after.MinEngagement, was.Engagement, before.MinEngagement),
            .. Differences(was, isNow),
        ];

    private static IEnumerable<string> Since(DateTimeOffset? countsAfter)
    {
        if (countsAfter is { } since)
        {
            yield return Invariant($"only what followed {since.UtcDateTime:d MMM yyyy} counts: it was given back then");
        }
    }

    // A minimum is told where it stops the lead under one of the two.
    private static IEnumerable<string> Minimum(string axis, int has, int? needs, int had, int? needed)
    {
        if (has < needs || had < needed)
        {
            yield return Invariant(
                $"{axis} {has} of {needs?.ToString(CultureInfo.InvariantCulture) ?? "any"} (in force: {had} of {needed?.ToString(CultureInfo.InvariantCulture) ?? "any"})"
            );
        }
    }

    private static IEnumerable<string> Differences(Score was, Score isNow) =>
        was
            .Contributions.Select(one => (one.Dimension, one.Criterion, one.Label, Was: one.Points, Is: 0))
            .Concat(
                isNow.Contributions.Select(one => (one.Dimension, one.Criterion, one.Label, Was: 0, Is: one.Points))
            )
            .GroupBy(one => (one.Dimension, one.Criterion))
            .Select(both => (both.Last().Label, Was: both.Sum(one => one.Was), Is: both.Sum(one => one.Is)))
            .Where(both => both.Was != both.Is)
            .OrderByDescending(both => Math.Abs(both.Is - both.Was))
            .ThenBy(both => both.Label, StringComparer.Ordinal)
            .Take(DifferencesTold)
            .Select(both => Invariant($"“{both.Label}” {both.Is} instead of {both.Was}"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
