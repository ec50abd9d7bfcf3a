using CsCheck;
using LeadGen.Domain.Insights;

namespace LeadGen.Domain.Tests.Insights;

public sealed class ShareTests
{
    [Theory]
    // Wilson's interval as Brown, Cai and DasGupta tabulate it (Interval estimation for a binomial proportion, 2001).
    [InlineData(0, 10, 0.0, 0.278)]
    [InlineData(5, 10, 0.237, 0.763)]
    [InlineData(10, 10, 0.722, 1.0)]
    [InlineData(50, 100, 0.404, 0.596)]
    public void The_interval_is_wilsons(long hits, long of, double low, double high)
    {
        var interval = new Share(hits, of).Interval;
        Assert.Equal(low, interval.Low, 0.001);
        Assert.Equal(high, interval.High, 0.001);
    }

    [Fact]
    public void Nothing_to_count_among_says_nothing_and_is_no_number_that_is_none()
    {
        var none = new Share(0, 0);
        Assert.Equal((null, (0.0, 1.0), false), (none.Rate, none.Interval, none.IsEnough));
    }

    [Fact]
    public void The_rate_lies_within_its_interval_and_the_interval_within_0_and_1() =>
        Gen.Select(Gen.Long[1, 1_000_000], Gen.Double[0, 1])
            .Sample(
                (of, part) =>
                {
                    var share = new Share((long)(of * part), of);
                    Assert.InRange(share.Rate!.Value, share.Interval.Low - 1e-12, share.Interval.High + 1e-12);
                    Assert.InRange(share.Interval.Low, 0, 1);
                    Assert.InRange(share.Interval.High, 0, 1);
                }
            );
}
