namespace LeadGen.Domain.Insights;

/// <summary>What a threshold would mean.</summary>
/// <param name="PerWeek">MQLs a week on average, of the last <see cref="ThresholdTable.Weeks"/> weeks.</param>
/// <param name="Low">A week in ten had fewer, <paramref name="High"/> a week in ten had more.</param>
/// <param name="Above">Leads whose score reaches it now, whatever their minimums.</param>
/// <param name="Judged">Leads that had reached it when sales got them, and what sales said.</param>
public sealed record ThresholdRow(
    int Threshold,
    double PerWeek,
    double Low,
    double High,
    long Above,
    BandCount Judged,
    ScoreQuality Quality
);

/// <summary>All thresholds of a replay's scale, so that moving from one to the next asks nobody.</summary>
public static class ThresholdTable
{
    public const int Weeks = 12;
    private const double Tenth = 0.1;

    public static IReadOnlyList<ThresholdRow> Of(ReplayReport report)
    {
        var rows = new ThresholdRow[ScoreScale.Count];
        var (above, judged, all) = (0L, default(BandCount), BandCount.Sum(report.Greatest));
        for (var index = rows.Length - 1; index >= 0; index--)
        {
            above += report.Now[index + 1].All;
            judged += report.Greatest[index + 1];
            var weeks = report.Rises.Take(Weeks).Select(week => week[index]).Order().ToList();
            rows[index] = new(
                report.Scale.ThresholdAt(index),
                weeks.Count == 0 ? 0 : weeks.Average(),
                At(weeks, Tenth),
                At(weeks, 1 - Tenth),
                above,
                judged,
                ScoreQuality.Of(judged, all)
            );
        }
        return rows;
    }

    /// <summary>Between the two nearest.</summary>
    private static double At(List<long> sorted, double part)
    {
        if (sorted.Count == 0)
        {
            return 0;
        }
        var place = part * (sorted.Count - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return below + ((above - below) * (place - Math.Floor(place)));
    }
}
