using LeadGen.Domain;
using LeadGen.Domain.Insights;
using LeadGen.Web.Data;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>A replay as other programs read it. What it found is null until it is done.</summary>
/// <param name="Model">A version, or <c>draft</c>.</param>
/// <param name="Against">The version in force that it is compared with.</param>
/// <param name="Entering">Leads that qualify at some time by this model, and never by the one in force; <paramref name="Leaving"/> the other way round.</param>
public sealed record ReplayAnswer(
    Guid Id,
    string State,
    string Model,
    int Against,
    DateTimeOffset AskedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    long Done,
    string? Error,
    long? Leads,
    ReplaySide? Before,
    ReplaySide? After,
    long? Entering,
    long? Leaving,
    IReadOnlyList<ReplayBand>? Histogram,
    IReadOnlyList<ReplayWeek>? PerWeek,
    ReplayQuality? Quality
)
{
    /// <summary>So many thresholds of the scale make one band of the histogram.</summary>
    private const int BandWidth = 10;

    public static ReplayAnswer Of(Replay replay) =>
        new(
            replay.Id,
            Terms.Of(replay.State),
            replay.ModelVersion?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? LeadScoring.Draft,
            replay.AgainstVersion,
            replay.AskedAt,
            replay.StartedAt,
            replay.FinishedAt,
            replay.Done,
            replay.Error,
            replay.After?.Leads,
            replay.Before is { } before ? ReplaySide.Of(before) : null,
            replay.After is { } after ? ReplaySide.Of(after) : null,
            replay.After is null ? null : replay.Entering,
            replay.After is null ? null : replay.Leaving,
            replay.After is null ? null : Bands(replay.After),
            replay is { Before: { } was, After: { } now } ? WeeksOf(was, now, replay.StartedAt!.Value) : null,
            replay.After is { } judged ? ReplayQuality.Of(judged) : null
        );

    private static List<ReplayBand> Bands(ReplayReport report) =>
        [
            .. report
                .Now.Select((count, place) => (Count: count, Band: (place + BandWidth - 1) / BandWidth))
                .GroupBy(one => one.Band, one => one.Count)
                .Select(band => (band.Key, Leads: band.Aggregate(default(BandCount), (sum, count) => sum + count)))
                .Where(band => band.Leads.All > 0)
                .Select(band => new ReplayBand(
                    band.Key == 0 ? null : report.Scale.ThresholdAt((band.Key - 1) * BandWidth),
                    band.Leads.All,
                    band.Leads.Good,
                    band.Leads.Bad
                )),
        ];

    private static List<ReplayWeek> WeeksOf(ReplayReport before, ReplayReport after, DateTimeOffset until) =>
        [
            .. after.Weeks.Select(
                (count, week) => new ReplayWeek(until.AddDays(-7 * (week + 1)), before.Weeks[week], count)
            ),
        ];
}

/// <summary>What one of the two models makes of all leads.</summary>
public sealed record ReplaySide(
    int Threshold,
    long Mqls,
    long Pqls,
    long QualifyNow,
    double MqlsPerWeek,
    ReplayQuality Quality
)
{
    public static ReplaySide Of(ReplayReport report) =>
        new(
            report.Scale.Threshold,
            report.Mqls,
            report.Pqls,
            report.QualifyNow,
            Math.Round(report.Weeks.Average(), 1),
            ReplayQuality.Of(report)
        );
}

/// <summary>Precision and recall at the threshold, and the lift of the tenth with the highest scores; null without a verdict.</summary>
/// <param name="Enough">Are there verdicts enough to judge by?</param>
public sealed record ReplayQuality(
    double? Precision,
    double? Recall,
    double? LiftTopDecile,
    long Verdicts,
    long Good,
    bool Enough
)
{
    private const int Digits = 4;

    public static ReplayQuality Of(ReplayReport report)
    {
        var quality = report.Quality;
        return new(
            Rounded(quality.Precision.Rate),
            Rounded(quality.Recall.Rate),
            Rounded(report.LiftOfTopDecile),
            quality.Base.Of,
            quality.Base.Hits,
            quality.Base.IsEnough
        );
    }

    private static double? Rounded(double? rate) => rate is { } known ? Math.Round(known, Digits) : null;
}

/// <param name="From">The least score; null for all below the scale.</param>
public sealed record ReplayBand(int? From, long Leads, long Good, long Bad);

/// <summary>MQLs of seven days.</summary>
public sealed record ReplayWeek(DateTimeOffset From, long Before, long After);
