using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class EngagementScoringTests
{
    private static readonly EngagementCriterion Webinar = Engagement("webinar_attended", 20);

    [Fact]
    public void Every_touchpoint_of_the_kind_counts_where_nothing_limits()
    {
        var score = EngagementOf(
            Webinar,
            Touch(Webinar.Kind, 400, 1),
            Touch(Webinar.Kind, 3, 2),
            Touch("page_view", 1, 3)
        );
        Assert.Equal(40, score.Engagement);
        Assert.Equal([Id(1), Id(2)], score.Contributions.Single().Touchpoints);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(30, 10)]
    [InlineData(60, 5)]
    [InlineData(90, 2)]
    [InlineData(120, 1)]
    [InlineData(15, 14)]
    [InlineData(10_000_000.0 / 100, 0)]
    public void Points_halve_every_half_life_and_a_half_is_rounded_to_even(double daysAgo, int expected) =>
        Assert.Equal(
            expected,
            EngagementOf(Webinar with { HalfLifeDays = 30 }, Touch(Webinar.Kind, daysAgo)).Engagement
        );

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    [InlineData(7, 4)]
    [InlineData(-1, 0)]
    [InlineData(-3, -2)]
    public void A_half_goes_to_the_even_neighbour(int points, int expected) =>
        Assert.Equal(
            expected,
            EngagementOf(Webinar with { Points = points, HalfLifeDays = 0.1 }, Touch(Webinar.Kind, 0.1)).Engagement
        );

    [Fact]
    public void The_sum_is_rounded_once_and_not_every_touchpoint()
    {
        var criterion = Webinar with { Points = 1, HalfLifeDays = 1 };
        Assert.Equal(0, EngagementOf(criterion, Touch(criterion.Kind, 2, 1)).Engagement);
        Assert.Equal(
            1,
            EngagementOf(criterion, [.. Enumerable.Range(1, 3).Select(id => Touch(criterion.Kind, 2, id))]).Engagement
        );
    }

    [Fact]
    public void The_sum_is_clamped_before_it_is_rounded_and_on_both_sides()
    {
        Touchpoint[] three = [.. Enumerable.Range(1, 3).Select(id => Touch(Webinar.Kind, 15, id))];
        Assert.Equal(40, EngagementOf(Webinar with { HalfLifeDays = 30, MaxPoints = 40 }, three).Engagement);
        Assert.Equal(
            -40,
            EngagementOf(Webinar with { Points = -20, HalfLifeDays = 30, MaxPoints = 40 }, three).Engagement
        );
        Assert.Equal(42, EngagementOf(Webinar with { HalfLifeDays = 30 }, three).Engagement);
    }

    [Fact]
    public void What_is_older_than_the_expiry_is_worth_nothing_and_what_is_as_old_still_counts()
    {
        var criterion = Webinar with { ExpiresAfterDays = 90 };
        Assert.Equal(20, EngagementOf(criterion, Touch(criterion.Kind, 90)).Engagement);
        var expired = Touch(criterion.Kind) with { OccurredAt = Now.AddDays(-90).AddTicks(-1) };
        var contribution = EngagementOf(criterion, expired).Contributions.Single();
        Assert.Equal(0, contribution.Points);
        Assert.Equal("1 expired", contribution.Note);
    }

    [Fact]
    public void A_limit_lets_so_many_count_in_so_many_days_and_one_exactly_as_old_no_longer_blocks()
    {
        var criterion = Webinar with { Limit = new Limit(1, 30) };
        Assert.Equal(
            20,
            EngagementOf(criterion, Touch(criterion.Kind, 40, 1), Touch(criterion.Kind, 10.5, 2)).Engagement
        );
        Assert.Equal(
            40,
            EngagementOf(criterion, Touch(criterion.Kind, 40, 1), Touch(criterion.Kind, 10, 2)).Engagement
        );
    }

    [Fact]
    public void Only_counted_touchpoints_block_later_ones()
    {
        var criterion = Webinar with { Limit = new Limit(1, 30) };
        var score = EngagementOf(
            criterion,
            Touch(criterion.Kind, 50, 1),
            Touch(criterion.Kind, 25, 2),
            Touch(criterion.Kind, 20, 3),
            Touch(criterion.Kind, 5, 4)
        );
        Assert.Equal([Id(1), Id(3)], score.Contributions.Single().Touchpoints);
        Assert.Equal("2 over the limit", score.Contributions.Single().Note);
    }

    [Fact]
    public void At_one_instant_the_lower_id_counts()
    {
        var criterion = Webinar with { Limit = new Limit(2, 1) };
        var score = EngagementOf(
            criterion,
            Touch(criterion.Kind, 1, 9),
            Touch(criterion.Kind, 1, 2),
            Touch(criterion.Kind, 1, 5)
        );
        Assert.Equal([Id(2), Id(5)], score.Contributions.Single().Touchpoints);
    }

    [Fact]
    public void An_expired_touchpoint_goes_on_blocking_so_that_what_counts_does_not_depend_on_when_one_asks()
    {
        var criterion = Webinar with { Limit = new Limit(1, 30), ExpiresAfterDays = 10 };
        Assert.Equal(0, EngagementOf(criterion, Touch(criterion.Kind, 25, 1), Touch(criterion.Kind, 5, 2)).Engagement);
    }

    [Fact]
    public void A_filter_asks_for_offer_path_and_properties_at_once()
    {
        var filter = WithProperty("intent", "demo", "quote") with { Offers = ["a", "b"], PathPrefix = "/Pricing" };
        var criterion = Webinar with { Where = filter };
        var right = Touch(criterion.Kind, path: "/Pricing/eu", offer: "b", properties: ("intent", "DEMO"));
        Assert.Equal(20, EngagementOf(criterion, right).Engagement);
        Assert.Equal(0, EngagementOf(criterion, right with { Path = "/pricing/eu" }).Engagement);
        Assert.Equal(0, EngagementOf(criterion, right with { Path = null }).Engagement);
        Assert.Equal(0, EngagementOf(criterion, right with { Offer = "c" }).Engagement);
        Assert.Equal(0, EngagementOf(criterion, right with { Offer = null }).Engagement);
        Assert.Equal(0, EngagementOf(criterion, Touch(criterion.Kind, path: right.Path, offer: "b")).Engagement);
    }

    [Fact]
    public void What_a_machine_did_scores_nothing_and_blocks_nothing_until_the_mark_is_taken_back()
    {
        var criterion = Engagement("email_clicked", 3) with { Limit = new Limit(1, 1) };
        var machine = Touch(criterion.Kind, 1.2, 1, machine: true);
        var score = EngagementOf(criterion, machine, Touch(criterion.Kind, 1, 2));
        Assert.Equal(3, score.Engagement);
        Assert.Equal("1 made by a machine", score.Contributions.Single().Note);
        Assert.Equal([Id(2)], score.Contributions.Single().Touchpoints);
        var human = EngagementOf(criterion, machine with { Machine = false }, Touch(criterion.Kind, 1, 2));
        Assert.Equal([Id(1)], human.Contributions.Single().Touchpoints);
    }

    [Fact]
    public void What_happens_after_the_instant_does_not_count_and_what_happens_at_it_does()
    {
        Assert.Equal(20, EngagementOf(Webinar, Touch(Webinar.Kind)).Engagement);
        Assert.Empty(EngagementOf(Webinar, Touch(Webinar.Kind) with { OccurredAt = Now.AddTicks(1) }).Contributions);
    }

    [Fact]
    public void After_a_recycle_only_what_followed_counts_and_what_came_before_blocks_nothing()
    {
        var criterion = Webinar with { Limit = new Limit(1, 30) };
        Touchpoint[] touchpoints =
        [
            Touch(criterion.Kind, 20, 1),
            Touch(criterion.Kind, 10, 2),
            Touch(criterion.Kind, 5, 3),
        ];
        var score = Scorer.Score(Model(criterion), LeadFacts.None, touchpoints, Now, after: Now.AddDays(-10));
        Assert.Equal([Id(3)], score.Contributions.Single().Touchpoints);
        Assert.Equal(20, score.Engagement);
    }

    [Fact]
    public void Sums_beyond_all_measure_do_not_overflow()
    {
        var criterion = Webinar with { Points = ScoringModel.PointsMax };
        var score = EngagementOf(
            criterion,
            [.. Enumerable.Range(1, 30_000).Select(id => Touch(criterion.Kind, 1, id))]
        );
        Assert.Equal(ScoringModel.ContributionMax, score.Engagement);
    }
}
