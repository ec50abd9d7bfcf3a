using System.Globalization;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Insights;

/// <summary>Says in one sentence what makes two models judge a lead differently.</summary>
public static class ReplayReason
{
    private const int DifferencesTold = 3;

    /// <summary>"92 points of 90 (now 78 of 100); “Pricing page” 15 instead of 5; “Director” 12 instead of 8".</summary>
    public static string Tell(ScoringModel before, Score wasScore, ScoringModel after, Score isScore) =>
        string.Join(
            "; ",
            [
                Invariant(
                    $"{isScore.Total} points of {after.MqlThreshold} (in force: {wasScore.Total} of {before.MqlThreshold})"
                ),
                .. Minimum("fit", isScore.Fit, after.MinFit, wasScore.Fit, before.MinFit),
                .. Minimum(
                    "engagement",
                    isScore.Engagement,
                    after.MinEngagement,
                    wasScore.Engagement,
                    before.MinEngagement
                ),
                .. Differences(wasScore, isScore),
            ]
        );

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
