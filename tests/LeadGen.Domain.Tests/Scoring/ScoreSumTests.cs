using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class ScoreSumTests
{
    private static readonly ScoringModel Both = new()
    {
        Fit = [Fit("country", FactOperator.IsKnown, 60), Fit("industry", FactOperator.IsKnown, 50)],
        Engagement = [Engagement("meeting", 30), Engagement("phone_call", 25)],
    };

    private static readonly LeadFacts Known = Facts(("country", "DE"), ("industry", "banking"));

    [Fact]
    public void The_clamps_of_the_axes_show_as_contributions_of_their_own()
    {
        var model = Both with { MaxFit = 100, MaxEngagement = 40 };
        var score = Scorer.Score(model, Known, [Touch("meeting", 1, 1), Touch("phone_call", 1, 2)], Now);
        Assert.Equal((100, 40, 140), (score.Fit, score.Engagement, score.Total));
        Assert.Equal(-10, score.Contributions.Single(contribution => contribution.Criterion == "limit.fit").Points);
        Assert.Equal(
            -15,
            score.Contributions.Single(contribution => contribution.Criterion == "limit.engagement").Points
        );
        Assert.Equal(140, score.Contributions.Sum(contribution => contribution.Points));
    }

    [Fact]
    public void An_axis_at_its_limit_or_below_zero_is_not_clamped()
    {
        var model = Both with { MaxFit = 110, MaxEngagement = 40, Engagement = [Engagement("meeting", -30)] };
        var score = Scorer.Score(model, Known, [Touch("meeting")], Now);
        Assert.Equal((110, -30), (score.Fit, score.Engagement));
        Assert.DoesNotContain(
            score.Contributions,
            contribution => contribution.Criterion.StartsWith("limit", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(100, null, null, true)]
    [InlineData(101, null, null, false)]
    [InlineData(100, 60, 40, true)]
    [InlineData(100, 61, null, false)]
    [InlineData(100, null, 41, false)]
    public void A_lead_qualifies_when_score_fit_and_engagement_all_reach(
        int threshold,
        int? fit,
        int? engagement,
        bool expected
    )
    {
        var model = new ScoringModel
        {
            MqlThreshold = threshold,
            MinFit = fit,
            MinEngagement = engagement,
        };
        Assert.Equal(expected, new ScoreNumbers(60, 40).Qualifies(model));
    }

    [Fact]
    public void An_adjustment_by_hand_counts_with_its_own_points_before_the_clamp()
    {
        var plus = Touch("adjustment", 3, 1, properties: ("points", "30"));
        var minus = Touch("adjustment", 2, 2, properties: ("points", "-5"));
        var score = Scorer.Score(Both with { MaxEngagement = 20 }, LeadFacts.None, [plus, minus], Now);
        var contribution = score.Contributions.Single(contribution => contribution.Criterion == "adjustment");
        Assert.Equal(25, contribution.Points);
        Assert.Equal(ScoreDimension.Engagement, contribution.Dimension);
        Assert.Equal([Id(1), Id(2)], contribution.Touchpoints);
        Assert.Equal(20, score.Total);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("99999999999999")]
    public void An_adjustment_without_a_whole_number_gives_nothing(string points) =>
        Assert.Empty(
            Scorer.Score(Both, LeadFacts.None, [Touch("adjustment", properties: ("points", points))], Now).Contributions
        );

    [Fact]
    public void Criteria_of_the_model_for_adjustments_take_the_place_of_their_own_points()
    {
        var model = Model(Engagement("adjustment", 7));
        Assert.Equal(
            7,
            Scorer.Score(model, LeadFacts.None, [Touch("adjustment", properties: ("points", "30"))], Now).Total
        );
    }
}
