using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class ProductRuleTests
{
    private static readonly ProductRule TwiceInAWeek = new(
        "twice",
        "Twice in a week",
        ["product_event"],
        2,
        WithinDays: 7
    );

    private static bool Holds(ProductRule rule, params Touchpoint[] touchpoints) =>
        Scorer.ProductRulesThatHold(new ScoringModel { Product = [rule] }, touchpoints, Now).Count == 1;

    [Fact]
    public void A_rule_holds_from_the_asked_number_of_events_within_the_days()
    {
        Assert.False(Holds(TwiceInAWeek, Touch("product_event", 1)));
        Assert.True(Holds(TwiceInAWeek, Touch("product_event", 1, 1), Touch("product_event", 6.9, 2)));
        Assert.False(Holds(TwiceInAWeek, Touch("product_event", 1, 1), Touch("product_event", 7, 2)));
        Assert.False(Holds(TwiceInAWeek, Touch("product_event", 1, 1), Touch("meeting", 1, 2)));
        Assert.False(Holds(TwiceInAWeek, Touch("product_event", 1, 1), Touch("product_event", -1, 2)));
        Assert.False(Holds(TwiceInAWeek, Touch("product_event", 1, 1), Touch("product_event", 1, 2, machine: true)));
    }

    [Fact]
    public void Different_days_or_kinds_count_instead_of_events_where_asked()
    {
        Touchpoint[] sameDay = [Touch("product_event", 0.2, 1), Touch("product_event", 0.1, 2)];
        Touchpoint[] twoDays = [Touch("product_event", 1, 1), Touch("product_event", 0.1, 2)];
        Assert.False(Holds(TwiceInAWeek with { Distinct = DistinctCount.Days }, sameDay));
        Assert.True(Holds(TwiceInAWeek with { Distinct = DistinctCount.Days }, twoDays));
        var kinds = TwiceInAWeek with { Distinct = DistinctCount.Kinds, Kinds = ["product_event", "trial_started"] };
        Assert.False(Holds(kinds, twoDays));
        Assert.True(Holds(kinds, [.. sameDay, Touch("trial_started", 2, 3)]));
    }

    [Fact]
    public void A_filter_and_a_recycle_leave_out_what_does_not_fit()
    {
        var once = new ProductRule(
            "limit",
            "Limit near",
            ["product_event"],
            1,
            Where: WithProperty("name", "limit_near")
        );
        var model = new ScoringModel { Product = [once] };
        Touchpoint[] touchpoints = [Touch("product_event", 900, properties: ("name", "Limit_Near"))];
        Assert.Equal([once], Scorer.ProductRulesThatHold(model, touchpoints, Now));
        Assert.Empty(Scorer.ProductRulesThatHold(model, touchpoints, Now, after: Now.AddDays(-900)));
        Assert.False(Holds(once, Touch("product_event", properties: ("name", "login"))));
    }
}
