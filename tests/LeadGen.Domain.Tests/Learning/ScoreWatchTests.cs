using LeadGen.Domain.Insights;
using LeadGen.Domain.Learning;

namespace LeadGen.Domain.Tests.Learning;

public sealed class ScoreWatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Precision_recall_bands_and_months_are_counted_off_the_verdicts()
    {
        // Four days: 80 points are good nine times of ten, 40 points once of ten.
        var scores = Enumerable
            .Range(0, 400)
            .Select(index => new JudgedScore(
                index % 2 == 0 ? 80 : 40,
                index % 20 is not 0 and not 19 == (index % 2 == 0),
                At(index / 100)
            ))
            .ToList();
        var watch = ScoreWatch.Of(scores, 60, Now);
        Assert.Equal(
            (new Share(180, 200), new Share(180, 200), new Share(200, 400)),
            (watch.Quality.Precision, watch.Quality.Recall, watch.Quality.Base)
        );
        Assert.Equal(0.9, watch.Auc!.Value, 1e-9);
        Assert.Equal(1.8, watch.LiftOfTopDecile!.Value, 1e-9);
        // Of the best forty, thirty-six.
        var (low, high) = watch.LiftInterval!.Value;
        Assert.Equal(new Share(36, 40).Interval, (low / 2, high / 2));
        Assert.Null(ScoreLift.Interval(new Share(0, 10), new Share(0, 100)));
        Assert.Equal([(80, 80, 180L), (40, 40, 20L)], watch.Bands.Select(band => (band.From, band.To, band.Good.Hits)));
        Assert.Equal(0.9, watch.Bands[0].Promised!.Value, 0.02);
        Assert.True(watch.Later!.CalibrationError < 0.05);
        Assert.Equal(new DateOnly(2026, 3, 1), Assert.Single(watch.Months).Month);
        Assert.False(watch.IsWorse || watch.IsOff);
    }

    [Fact]
    public void It_warns_when_the_leads_over_the_threshold_fare_worse_than_before_by_more_than_chance()
    {
        var scores = Of(200, good: 160, daysAgo: 200)
            .Concat(Of(100, good: 30, daysAgo: 20))
            .Concat(Of(150, good: 10, daysAgo: 100, score: 10))
            .ToList();
        var watch = ScoreWatch.Of(scores, 50, Now);
        Assert.Equal((new Share(160, 200), new Share(30, 100)), (watch.Before, watch.Lately));
        Assert.True(watch.IsWorse && watch.IsOff);

        var chance = Of(200, good: 160, daysAgo: 200).Concat(Of(100, good: 76, daysAgo: 20)).ToList();
        Assert.False(ScoreWatch.Of(chance, 50, Now).IsWorse);
    }

    [Fact]
    public void Few_verdicts_and_verdicts_of_one_kind_judge_nothing()
    {
        var none = ScoreWatch.Of([], 50, Now);
        Assert.Equal(
            (false, (double?)null, 0, false, false),
            (none.IsEnough, none.Auc, none.Bands.Count, none.IsWorse, none.IsOff)
        );
        Assert.False(ScoreWatch.Of([.. Of(29, good: 15, daysAgo: 3)], 50, Now).IsEnough);
        Assert.True(ScoreWatch.Of([.. Of(30, good: 15, daysAgo: 3)], 50, Now).IsEnough);
        var onlyGood = ScoreWatch.Of([.. Of(100, good: 100, daysAgo: 3)], 50, Now);
        Assert.Equal((false, null), (onlyGood.IsEnough, onlyGood.Later));
    }

    private static IEnumerable<JudgedScore> Of(int count, int good, int daysAgo, int score = 80) =>
        Enumerable.Range(0, count).Select(index => new JudgedScore(score, index < good, At(daysAgo)));

    private static DateTimeOffset At(int daysAgo) => Now.AddDays(-daysAgo);
}
