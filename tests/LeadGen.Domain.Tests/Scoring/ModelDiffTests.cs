using CsCheck;
using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class ModelDiffTests
{
    private static readonly FitCriterion Director = new(
        "director",
        "Director or higher",
        "seniority",
        FactOperator.OneOf,
        ["director", "vp"],
        15,
        "seniority"
    );

    private static readonly FitCriterion Country = Fit("country", FactOperator.Equals, 5, ["DE"]);

    private static readonly EngagementCriterion Webinar = new("webinar", "Webinar attended", "webinar_attended", 20);

    private static readonly ScoringModel Before = new()
    {
        Name = "First",
        MqlThreshold = 100,
        MinFit = 20,
        Fit = [Director, Country],
        Engagement = [Webinar],
        Product = [new("seats", "Seats bought", ["product_event"], 3, 14)],
    };

    private static string[] Told(ScoringModel after) => [.. ModelDiff.Of(Before, after).Select(change => change.Text)];

    [Fact]
    public void Numbers_are_told_with_what_they_were() =>
        Assert.Equal(
            [
                "Name \"First\" → \"Second\"",
                "Threshold 100 → 90",
                "Least fit 20 → none",
                "Most that engagement counts none → 80",
                "Points for “Director or higher” 15 → 20",
                "Group of “Director or higher” “seniority” → none",
                "Limit of “Webinar attended” none → 3 times in 30 days",
                "Half-life of “Webinar attended” none → 30 days",
            ],
            Told(
                Before with
                {
                    Name = "Second",
                    MqlThreshold = 90,
                    MinFit = null,
                    MaxEngagement = 80,
                    Fit = [Director with { Points = 20, Group = null }, Country],
                    Engagement = [Webinar with { Limit = new Limit(3, 30), HalfLifeDays = 30 }],
                }
            )
        );

    [Fact]
    public void What_came_went_and_was_switched_is_told_with_its_rule() =>
        Assert.Equal(
            [
                "Removed “country”: country is DE, 5 points",
                "Added “France”: country is FR, -3 points, switched off",
                "Switched off “Director or higher”",
                "“Director or higher” seniority is one of director, vp → seniority is director",
                "“Seats bought” 3 × product_event within 14 days → 4 × product_event within 14 days",
            ],
            Told(
                Before with
                {
                    Fit =
                    [
                        Director with
                        {
                            Off = true,
                            Operator = FactOperator.Equals,
                            Values = ["director"],
                        },
                        Country with
                        {
                            Key = "france",
                            Label = "France",
                            Values = ["FR"],
                            Points = -3,
                            Off = true,
                        },
                    ],
                    Product = [Before.Product[0] with { AtLeast = 4 }],
                }
            )
        );

    [Fact]
    public void Of_those_that_moved_the_fewest_are_told()
    {
        FitCriterion[] fit = [.. Enumerable.Range(0, 5).Select(n => Country with { Key = $"k{n}", Label = $"K{n}" })];
        var changes = ModelDiff.Of(
            Before with
            {
                Fit = fit,
            },
            Before with
            {
                Fit = [fit[4], fit[0], fit[1], fit[2], fit[3]],
            }
        );
        Assert.Equal(new ModelChange(ModelChangeKind.Moved, "fit.k4", "Moved “K4” to the top"), Assert.Single(changes));
    }

    [Fact]
    public void A_model_does_not_differ_from_itself_and_two_differ_unless_they_are_written_the_same() =>
        Gen.Select(ScoringGen.Models, ScoringGen.Models, Gen.Int[0, 5])
            .Sample(
                (one, other, shared) =>
                {
                    Assert.Empty(ModelDiff.Of(one, ScoringModelJson.Read(ScoringModelJson.Write(one)).Model!));
                    // Models that have most in common, so that a single small difference is common too.
                    var near = one with
                    {
                        Fit = [.. one.Fit.Take(shared), .. other.Fit.Skip(shared)],
                        Engagement = shared % 2 == 0 ? one.Engagement : [.. one.Engagement.Reverse()],
                    };
                    Assert.Equal(
                        ScoringModelJson.Write(one) == ScoringModelJson.Write(near),
                        ModelDiff.Of(one, near).Count == 0
                    );
                },
                iter: 2_000
            );
}
