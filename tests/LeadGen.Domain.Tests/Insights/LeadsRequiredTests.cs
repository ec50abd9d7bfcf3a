using CsCheck;
using LeadGen.Domain.Insights;

namespace LeadGen.Domain.Tests.Insights;

public sealed class LeadsRequiredTests
{
    [Fact]
    public void Twenty_five_deals_at_a_quarter_take_a_hundred_opportunities_and_so_on_to_the_leads()
    {
        var needs = LeadsRequired.Of(
            25,
            [
                StepRate.Assumed(FunnelStep.Qualified, 0.1),
                StepRate.Assumed(FunnelStep.Opportunity, 0.5),
                StepRate.Assumed(FunnelStep.Customer, 0.25),
            ],
            marketing: 0.4
        );

        Assert.Equal(
            [
                (FunnelStep.Lead, 2000L),
                (FunnelStep.Qualified, 200),
                (FunnelStep.Opportunity, 100),
                (FunnelStep.Customer, 25),
            ],
            needs.Select(need => (need.Step, need.Count))
        );
        Assert.Equal([800, 80, 40, 10], needs.Select(need => need.FromMarketing));
        Assert.All(needs, need => Assert.Equal((need.Count, (long?)need.Count), (need.Least, need.Most)));
    }

    [Fact]
    public void What_was_measured_on_few_says_how_wide_it_may_be()
    {
        var needs = LeadsRequired.Of(10, [StepRate.Measured(FunnelStep.Customer, new Share(5, 20))], 1);
        Assert.Equal(40, needs[0].Count);
        Assert.InRange(needs[0].Least, 20, 30);
        Assert.InRange(needs[0].Most!.Value, 80, 100);
    }

    [Fact]
    public void Where_a_rate_may_be_nothing_there_is_no_most() =>
        Assert.Null(LeadsRequired.Of(10, [new StepRate(FunnelStep.Customer, 0.1, 0, 0.3)], 1)[0].Most);

    [Fact]
    public void A_revenue_takes_as_many_deals_as_it_has_times_the_size_of_one() =>
        Assert.Equal(25, LeadsRequired.Deals(500_000m, 20_000m), 9);

    [Fact]
    public void The_smallest_deal_and_the_least_rate_are_still_numbers()
    {
        var deals = LeadsRequired.Deals(decimal.MaxValue, 0.0000000000000000000000000001m);
        Assert.InRange(deals, 7e56, 8e56);
        var rates = Enumerable.Repeat(StepRate.Assumed(FunnelStep.Customer, 1e-30), 5).ToList();
        Assert.True(double.IsFinite(LeadsRequired.Leads(deals, rates)));
        Assert.All(
            LeadsRequired.Of(deals, rates, 1),
            need => Assert.InRange(need.Count, 1, (long)LeadsRequired.Largest)
        );
    }

    [Fact]
    public void So_many_leads_bring_the_goal_and_one_less_does_not() =>
        Gen.Select(Gen.Int[1, 10_000], Gen.Double[0.01, 1].Array[1, 6])
            .Sample(
                (deals, rates) =>
                {
                    var leads = LeadsRequired
                        .Of(deals, [.. rates.Select((rate, place) => StepRate.Assumed(FunnelStep.Lead + 1, rate))], 1)[
                            0
                        ]
                        .Count;
                    var all = rates.Aggregate(1.0, (one, other) => one * other);
                    Assert.True(leads * all >= deals * (1 - 1e-9));
                    Assert.True((leads - 1) * all < deals * (1 + 1e-9));
                }
            );
}
