using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class ProductUseTests
{
    private static readonly ScoringModel Model = new()
    {
        Product =
        [
            new("seats", "Seats invited", ["product_event"], 2, 14, WithProperty("name", "invite")),
            new("days", "Used on three days", ["product_event"], 3, 14, Distinct: DistinctCount.Days),
            new("off", "Off", ["product_event"], 1, Off: true),
        ],
    };

    [Fact]
    public void What_else_the_rules_count_is_shown_too_by_its_kind()
    {
        ProductRule seats = new("seats", "Seats", ["trial_started", "seat_added"], 2);
        var use = ProductUse.Of(
            new ScoringModel { Product = [seats, seats with { Key = "off", Kinds = ["meeting"], Off = true }] },
            [
                Touch("seat_added", 1, 1),
                Touch("seat_added", 2, 2),
                Touch("trial_started", 3, 3),
                Touch("meeting", 1, 4),
            ],
            Now
        );
        Assert.Equal([("seat added", 2), ("trial started", 1)], use.Events.Select(one => (one.Name, one.Times)));
    }

    [Fact]
    public void Events_of_the_last_thirty_days_are_counted_by_name_and_rules_tell_how_far_they_are()
    {
        var use = ProductUse.Of(
            Model,
            [
                Touch("product_event", 1, 1, properties: ("name", "invite")),
                Touch("product_event", 2, 2, properties: ("name", "invite")),
                Touch("product_event", 2, 3, properties: ("name", "report")),
                Touch("product_event", 31, 4, properties: ("name", "report")),
                Touch("product_event", 1, 5, machine: true, properties: ("name", "robot")),
                Touch("meeting", 1, 6),
            ],
            Now
        );
        Assert.Equal(
            [new ProductEventUse("invite", 2, Now.AddDays(-1)), new ProductEventUse("report", 1, Now.AddDays(-2))],
            use.Events
        );
        Assert.Equal(
            [("seats", 2, true), ("days", 2, false)],
            use.Rules.Select(one => (one.Rule.Key, one.Count, one.Holds))
        );
    }

    [Fact]
    public void After_a_recycle_only_what_followed_counts_towards_a_rule()
    {
        var use = ProductUse.Of(
            Model,
            [Touch("product_event", 5, 1, properties: ("name", "invite"))],
            Now,
            after: Now.AddDays(-3)
        );
        Assert.Single(use.Events);
        Assert.Equal(0, use.Rules[0].Count);
    }
}
