using LeadGen.Domain.Insights;

namespace LeadGen.Domain.Learning;

/// <summary>The score a lead had when sales got it, and what sales found.</summary>
public readonly record struct JudgedScore(int Score, bool Good, DateTimeOffset At);

/// <summary>Judged leads of one stretch of scores, both ends included.</summary>
/// <param name="Promised">What the earlier verdicts promise of such scores; null where they are too few to promise anything.</param>
public sealed record WatchedBand(int From, int To, Share Good, double? Lift, double? Promised);

/// <summary>Judged leads that sales got in one month (UTC).</summary>
public sealed record WatchedMonth(DateOnly Month, ScoreQuality Quality);

/// <summary>What a model in use is worth, by what sales said of the leads that it scored.</summary>
/// <param name="Auc">How often, of a good and a not good lead, the good one had the higher score; null without enough of both.</param>
/// <param name="LiftOfTopDecile">How much better than all the tenth with the highest scores fared.</param>
/// <param name="Later">The later three tenths of the leads, judged by the chances that the earlier ones promise; null where too few.</param>
/// <param name="Lately">Precision of those that sales got in the last <see cref="LatelyDays"/> days; <paramref name="Before"/> of all before.</param>
public sealed record ScoreWatch(
    int Threshold,
    ScoreQuality Quality,
    double? Auc,
    double? LiftOfTopDecile,
    IReadOnlyList<WatchedBand> Bands,
    IReadOnlyList<WatchedMonth> Months,
    Judgement? Later,
    Share Lately,
    Share Before
)
{
    public const int LatelyDays = 90;
    public const int MonthsShown = 12;
    private const int BandsCount = 8;
    private const double EarlierPart = 0.7;

    /// <summary>A difference that is less than this matters to nobody, however sure it is.</summary>
    private const double FarApart = 0.05;

    /// <summary>Between what the lift of the tenth with the highest scores may truly lie; null where there is none.</summary>
    public (double Low, double High)? LiftInterval
    {
        get
        {
            var all = Quality.Base;
            var tenth = (all.Of + 9) / 10;
            return LiftOfTopDecile is { } lift
                ? ScoreLift.Interval(new Share((long)Math.Round(lift * all.Hits / all.Of * tenth), tenth), all)
                : null;
        }
    }

    /// <summary>Are there verdicts enough, and of both kinds, to judge by?</summary>
    public bool IsEnough => Quality.Base.IsEnough && Auc is not null;

    /// <summary>Fewer of the leads that reach the threshold are good than were before, by more than chance.</summary>
    public bool IsWorse => Lately.IsEnough && Before.IsEnough && Lately.Interval.High < Before.Rate;

    /// <summary>Scores no longer mean what they meant: later leads fared otherwise than earlier ones of the same score, by more than chance.</summary>
    public bool IsOff => Later is { CalibrationError: > FarApart, IsOff: true };

    /// <param name="scores">Of one version, in any order.</param>
    public static ScoreWatch Of(IReadOnlyList<JudgedScore> scores, int threshold, DateTimeOffset now)
    {
        var inTime = scores.OrderBy(one => one.At).ToArray();
        var cut = (int)(inTime.Length * EarlierPart);
        var (earlier, later) = (inTime[..cut], inTime[cut..]);
        var calibration = IsEnoughOf(earlier) ? CalibrationOf(earlier) : (Calibration?)null;
        var whole = IsEnoughOf(inTime) ? Judge(CalibrationOf(inTime), inTime) : null;
        var above = inTime.Where(one => one.Score >= threshold).ToList();
        var since = now.AddDays(-LatelyDays);
        return new ScoreWatch(
            threshold,
            QualityOf(inTime, threshold),
            whole?.Auc,
            whole?.Lift,
            BandsOf(inTime, calibration),
            [
                .. inTime
                    .GroupBy(one => new DateOnly(one.At.UtcDateTime.Year, one.At.UtcDateTime.Month, 1))
                    .Select(month => new WatchedMonth(month.Key, QualityOf([.. month], threshold)))
                    .TakeLast(MonthsShown),
            ],
            calibration is { } promised && IsEnoughOf(later) ? Judge(promised, later) : null,
            GoodOf(above.Where(one => one.At >= since)),
            GoodOf(above.Where(one => one.At < since))
        );
    }

    private static bool IsEnoughOf(JudgedScore[] scores) =>
        scores.Length >= Share.Enough && scores.Any(one => one.Good) && !scores.All(one => one.Good);

    private static Calibration CalibrationOf(JudgedScore[] scores) =>
        Calibration.Fit(Array.ConvertAll(scores, one => one.Score), Array.ConvertAll(scores, one => one.Good));

    private static Judgement Judge(Calibration calibration, JudgedScore[] scores) =>
        Judgement.Of(
            Array.ConvertAll(scores, one => calibration.Start + (calibration.PerPoint * one.Score)),
            Array.ConvertAll(scores, one => one.Good)
        );

    private static ScoreQuality QualityOf(JudgedScore[] scores, int threshold) =>
        ScoreQuality.Of(CountOf(scores.Where(one => one.Score >= threshold)), CountOf(scores));

    private static Share GoodOf(IEnumerable<JudgedScore> scores) => CountOf(scores).Judged;

    private static BandCount CountOf(IEnumerable<JudgedScore> scores) =>
        scores.Aggregate(default(BandCount), (sum, one) => sum + new BandCount(0, one.Good ? 1 : 0, one.Good ? 0 : 1));

    /// <summary>Stretches of about as many judged leads each, the highest first; equal scores stay together.</summary>
    private static List<WatchedBand> BandsOf(JudgedScore[] scores, Calibration? calibration)
    {
        var all = GoodOf(scores);
        var (bands, open) = (new List<WatchedBand>(), new List<JudgedScore>());
        foreach (var alike in scores.GroupBy(one => one.Score).OrderByDescending(alike => alike.Key))
        {
            open.AddRange(alike);
            if (open.Count * BandsCount >= scores.Length)
            {
                Close();
            }
        }
        if (open.Count > 0)
        {
            Close();
        }
        return bands;

        void Close()
        {
            var good = GoodOf(open);
            bands.Add(
                new WatchedBand(
                    open[^1].Score,
                    open[0].Score,
                    good,
                    all.Rate > 0 ? good.Rate / all.Rate : null,
                    calibration is { } promised ? open.Average(one => promised.RateOf(one.Score)) : null
                )
            );
            open.Clear();
        }
    }
}
