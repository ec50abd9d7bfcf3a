using System.Globalization;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>
/// Points given by hand: touchpoints with an author and a reason. They count with their own points, unless the model has criteria
/// of its own for that kind.
/// </summary>
internal static class Adjustments
{
    public static int Sum(List<Touchpoint> adjustments, long at, long after)
    {
        var sum = 0;
        foreach (var adjustment in adjustments)
        {
            if (IsWithin(adjustment, at, after) && PointsOf(adjustment) is { } points)
            {
                sum = Math.Clamp(sum + points, -ScoringModel.ContributionMax, ScoringModel.ContributionMax);
            }
        }
        return sum;
    }

    /// <summary>Null where none gives points.</summary>
    public static Contribution? Explain(List<Touchpoint> adjustments, long at, long after)
    {
        var ids = adjustments
            .Where(adjustment => IsWithin(adjustment, at, after) && PointsOf(adjustment) is not null)
            .Select(adjustment => adjustment.Id)
            .ToList();
        return ids.Count == 0
            ? null
            : new(
                TouchpointKinds.Adjustment,
                "Adjusted by hand",
                ScoreDimension.Engagement,
                Sum(adjustments, at, after),
                ids
            );
    }

    public static int? PointsOf(Touchpoint adjustment) =>
        int.TryParse(
            adjustment.Properties.GetValueOrDefault(Scorer.AdjustmentPoints),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var points
        )
            ? Math.Clamp(points, -ScoringModel.AdjustmentMax, ScoringModel.AdjustmentMax)
            : null;

    private static bool IsWithin(Touchpoint adjustment, long at, long after) =>
        adjustment.OccurredAt.UtcTicks <= at && adjustment.OccurredAt.UtcTicks > after;
}
