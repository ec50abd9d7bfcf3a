using CsCheck;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Tests.Insights;

public sealed class FunnelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_step_is_told_beside_the_one_before_and_beside_all_leads()
    {
        var funnel = Funnel.Of([
            new(FunnelStep.Lead, TimeBuckets.NotKnown, 200),
            new(FunnelStep.Qualified, TimeBuckets.Of(TimeSpan.FromHours(2)), 30),
            new(FunnelStep.Qualified, TimeBuckets.NotKnown, 10),
            new(FunnelStep.Accepted, TimeBuckets.Of(TimeSpan.FromHours(5)), 20),
        ]);

        Assert.Equal(new Share(40, 200), funnel[FunnelStep.Qualified].OfBefore);
        Assert.Equal(new Share(20, 40), funnel[FunnelStep.Accepted].OfBefore);
        Assert.Equal(new Share(20, 200), funnel[FunnelStep.Accepted].OfLeads);
        Assert.Equal(new Share(0, 20), funnel[FunnelStep.Confirmed].OfBefore);
        Assert.Null(funnel[FunnelStep.Customer].OfBefore.Rate);
        Assert.Null(funnel[FunnelStep.Customer].Median);
        Assert.Equal(2, funnel[FunnelStep.Qualified].Median!.Value.TotalHours, 0.06);
    }

    [Fact]
    public void Leads_are_not_a_part_of_the_visitors_as_they_come_by_other_doors()
    {
        var funnel = Funnel.Of([
            new(FunnelStep.Visitor, TimeBuckets.NotKnown, 10),
            new(FunnelStep.Known, TimeBuckets.NotKnown, 4),
            new(FunnelStep.Lead, TimeBuckets.NotKnown, 50),
        ]);

        Assert.Equal(new Share(4, 10), funnel[FunnelStep.Known].OfBefore);
        Assert.Equal(new Share(50, 50), funnel[FunnelStep.Lead].OfBefore);
    }

    [Fact]
    public void Nobody_at_all_is_a_funnel_of_zeros_without_rates()
    {
        var funnel = Funnel.Of([]);
        Assert.True(funnel.IsEmpty);
        Assert.All(funnel.Rows, row => Assert.Equal((0L, null, null), (row.Count, row.OfBefore.Rate, row.Ninth)));
    }

    [Fact]
    public void A_step_that_was_skipped_counts_as_reached_and_its_time_as_not_known()
    {
        var journey = new Journey(Noon, Customer: Noon.AddDays(3));
        Assert.Equal(FunnelStep.Customer, journey.Reached);
        Assert.Null(journey.Took(FunnelStep.Qualified));
        Assert.Null(journey.Took(FunnelStep.Customer));
    }

    [Fact]
    public void Time_is_measured_from_the_step_before_and_never_backwards()
    {
        var journey = new Journey(
            Noon,
            QualificationKind.Mql,
            Qualified: Noon.AddHours(1),
            Accepted: Noon.AddHours(4),
            Confirmed: Noon.AddHours(2)
        );
        Assert.Equal(TimeSpan.FromHours(1), journey.Took(FunnelStep.Qualified));
        Assert.Equal(TimeSpan.FromHours(3), journey.Took(FunnelStep.Accepted));
        Assert.Null(journey.Took(FunnelStep.Confirmed));
    }

    [Fact]
    public void A_quantile_of_the_classes_is_within_3_percent_of_the_true_one() =>
        Gen.Select(Gen.Int[1, 300_000_000].Array[1, 200], Gen.Bool)
            .Sample(
                (seconds, isMedian) =>
                {
                    var share = isMedian ? 0.5 : 0.9;
                    var counts = seconds
                        .GroupBy(one => TimeBuckets.Of(TimeSpan.FromSeconds(one)))
                        .Select(bucket => (bucket.Key, bucket.LongCount()));
                    var exact = seconds.Order().ElementAt((int)Math.Ceiling(share * seconds.Length) - 1);
                    var told = TimeBuckets.Quantile(counts, share)!.Value.TotalSeconds;
                    Assert.InRange(told / exact, 0.97, 1.03);
                }
            );

    [Fact]
    public void The_days_before_are_as_many_and_end_where_these_begin()
    {
        var span = new DaySpan(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31));
        Assert.Equal(new DaySpan(new DateOnly(2026, 1, 29), new DateOnly(2026, 2, 28)), span.Before);
        Assert.Equal((31, 31), (span.Days, span.Before.Days));
    }

    [Fact]
    public void The_way_to_a_step_takes_nine_of_ten_no_longer_than_the_steps_on_it_together()
    {
        var funnel = Funnel.Of([
            new(FunnelStep.Lead, TimeBuckets.NotKnown, 20),
            new(FunnelStep.Qualified, TimeBuckets.Of(TimeSpan.FromDays(5)), 10),
            new(FunnelStep.Accepted, TimeBuckets.NotKnown, 10),
            new(FunnelStep.Confirmed, TimeBuckets.Of(TimeSpan.FromDays(20)), 10),
        ]);

        Assert.Null(funnel.NinthTo(FunnelStep.Lead));
        Assert.Equal(5, funnel.NinthTo(FunnelStep.Accepted)!.Value.TotalDays, 0.15);
        Assert.Equal(25, funnel.NinthTo(FunnelStep.Confirmed)!.Value.TotalDays, 0.75);
    }

    [Theory]
    [InlineData("2026-09-02", "2026-11-30", 9)]
    [InlineData("2026-08-03", "2026-10-31", 39)]
    [InlineData("2026-11-30", "2026-11-30", 0.1)]
    [InlineData("2026-11-21", "2027-03-01", 1)]
    [InlineData("2027-02-01", "2027-03-01", 0)]
    public void Leads_of_some_days_are_as_old_as_nine_of_ten_of_them(string from, string to, double days)
    {
        var today = new DateOnly(2026, 11, 30);
        var span = new DaySpan(
            DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.Equal(days, span.AgeOfNineTenths(today).TotalDays, 1e-6);
    }

    [Theory]
    // Newcombe 1998, table II, method 10.
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0)]
    public void The_interval_of_a_difference_is_newcombes(
        int hits,
        int of,
        int before,
        int ofBefore,
        double low,
        double high
    )
    {
        var interval = Difference.Interval(new Share(hits, of), new Share(before, ofBefore))!.Value;
        Assert.Equal(low, interval.Low, 0.0005);
        Assert.Equal(high, interval.High, 0.0005);
    }

    [Fact]
    public void A_few_more_of_a_few_is_no_rise()
    {
        Assert.Equal(0, Difference.Sign(new Share(3, 10), new Share(2, 10)));
        Assert.Equal(1, Difference.Sign(new Share(3000, 10_000), new Share(2000, 10_000)));
        Assert.Equal(-1, Difference.Sign(new Share(2000, 10_000), new Share(3000, 10_000)));
        Assert.Equal(0, Difference.Sign(new Share(0, 0), new Share(2, 10)));
    }
}
