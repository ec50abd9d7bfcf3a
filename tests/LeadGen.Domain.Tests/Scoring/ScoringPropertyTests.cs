using CsCheck;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class ScoringPropertyTests
{
    private const int Cases = 2_000;

    private static readonly Gen<(
        ScoringModel Model,
        LeadFacts Facts,
        Touchpoint[] Touchpoints,
        DateTimeOffset? After
    )> Leads = Gen.Select(ScoringGen.Models, ScoringGen.Leads, ScoringGen.Histories, ScoringGen.Recycles);

    [Fact]
    public void The_score_is_what_the_rules_say_word_by_word() =>
        Leads.Sample(
            any =>
            {
                var score = Scorer.Score(any.Model, any.Facts, any.Touchpoints, Now, any.After);
                var expected = ReferenceScorer.Score(any.Model, any.Facts, any.Touchpoints, Now, any.After);
                Assert.Equal(expected, (score.Fit, score.Engagement));
            },
            iter: Cases * 2
        );

    [Fact]
    public void The_contributions_add_up_to_the_score_on_each_axis() =>
        Leads.Sample(
            any =>
            {
                var score = Scorer.Score(any.Model, any.Facts, any.Touchpoints, Now, any.After);
                Assert.Equal(score.Fit, Sum(score, ScoreDimension.Fit));
                Assert.Equal(score.Engagement, Sum(score, ScoreDimension.Engagement));
                Assert.Equal(score.Total, score.Contributions.Sum(contribution => contribution.Points));
            },
            iter: Cases
        );

    [Fact]
    public void The_order_in_which_touchpoints_arrive_does_not_matter() =>
        Gen.Select(Leads, Gen.Int)
            .Sample(
                (any, seed) =>
                {
                    var shuffled = any.Touchpoints.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    var one = Scorer.Score(any.Model, any.Facts, any.Touchpoints, Now, any.After);
                    var other = Scorer.Score(any.Model, any.Facts, shuffled, Now, any.After);
                    Assert.Equal(Told(one), Told(other));
                },
                iter: Cases
            );

    [Fact]
    public void An_old_credit_never_changes_when_something_later_arrives() =>
        Gen.Select(Leads, Gen.Int[0, 80])
            .Sample(
                (any, quarters) =>
                {
                    var then = Now.AddDays(-quarters / 4.0);
                    var early = any.Touchpoints.Where(touchpoint => touchpoint.OccurredAt <= then).ToArray();
                    var without = Scorer.Score(any.Model, any.Facts, early, Now, any.After);
                    var with = Scorer.Score(any.Model, any.Facts, any.Touchpoints, Now, any.After);
                    Assert.Equal(Credits(without, early), Credits(with, early));
                },
                iter: Cases
            );

    [Fact]
    public void Half_of_the_points_are_left_after_every_half_life() =>
        Gen.Select(Gen.Int[-100, 100], Gen.Int[1, 400], Gen.Int[0, 8], Gen.Double[0, 1])
            .Sample(
                (points, halfLife, halves, rest) =>
                {
                    // Large points show the digits that rounding would hide.
                    var criterion = Engagement("meeting", points * 1_000) with
                    {
                        HalfLifeDays = halfLife,
                    };
                    var age = (halves + rest) * halfLife;
                    var expected = points * 1_000 * Math.Pow(0.5, halves + rest);
                    Assert.InRange(
                        EngagementOf(criterion, Touch("meeting", age)).Engagement,
                        expected - 0.51,
                        expected + 0.51
                    );
                },
                iter: Cases
            );

    [Fact]
    public void The_same_input_gives_the_same_score_whatever_the_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        var model = Model(
            Fit("employees", FactOperator.AtMost, -7, ["1.5"]),
            Fit("industry", FactOperator.Equals, 3, ["INDUSTRY"])
        );
        var facts = Facts(("employees", "-1.5"), ("industry", "industry"));
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Assert.Equal(-4, Scorer.Score(model, facts, [], Now).Total);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    private static int Sum(Score score, ScoreDimension dimension) =>
        score
            .Contributions.Where(contribution => contribution.Dimension == dimension)
            .Sum(contribution => contribution.Points);

    private static List<string> Told(Score score) =>
        [.. score.Contributions.Select(c => $"{c.Criterion} {c.Points} {c.Note} {string.Join(' ', c.Touchpoints)}")];

    private static List<string> Credits(Score score, Touchpoint[] among) =>
        [
            .. score.Contributions.SelectMany(contribution =>
                contribution
                    .Touchpoints.Where(id => among.Any(touchpoint => touchpoint.Id == id))
                    .Select(id => $"{contribution.Criterion} {id}")
            ),
        ];
}
