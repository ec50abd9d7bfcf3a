using System.Diagnostics;
using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class ModelWarningsTests
{
    private static readonly EngagementCriterion Meeting = Engagement("meeting", 10);
    private static readonly ScoringModel Fine = new()
    {
        Name = "Fine",
        MqlThreshold = 10,
        Engagement = [Meeting],
    };

    private static IReadOnlyList<string> Warnings(ScoringModel model)
    {
        var reading = ScoringModelJson.Read(ScoringModelJson.Write(model));
        Assert.Empty(reading.Errors);
        return reading.Warnings;
    }

    private static IReadOnlyList<string> Warnings(params FitCriterion[] fit) =>
        Warnings(Fine with { Fit = [.. fit.Select((criterion, index) => criterion with { Key = $"k{index}" })] });

    private static void AssertOne(string start, IReadOnlyList<string> warnings)
    {
        Assert.StartsWith(start, Assert.Single(warnings), StringComparison.Ordinal);
        Assert.EndsWith(".", warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_model_has_none() => Assert.Empty(Warnings(Fine));

    [Fact]
    public void No_points_are_told()
    {
        AssertOne("fit.k0: 0 points", Warnings(Fit("country", FactOperator.IsKnown, 0)));
        AssertOne(
            "engagement.page_view: 0 points",
            Warnings(Fine with { Engagement = [Meeting, Engagement("page_view", 0)] })
        );
        AssertOne(
            "engagement.page_view: with max_points 0",
            Warnings(Fine with { Engagement = [Meeting, Engagement("page_view", 5) with { MaxPoints = 0 }] })
        );
    }

    [Theory]
    [InlineData(60, null, null, "mql_threshold")]
    [InlineData(50, null, null, null)]
    [InlineData(10, 31, null, "min_fit")]
    [InlineData(10, 30, null, null)]
    [InlineData(10, null, 21, "min_engagement")]
    [InlineData(10, null, 20, null)]
    public void A_threshold_out_of_reach_is_told(int threshold, int? minFit, int? minEngagement, string? warned)
    {
        var model = new ScoringModel
        {
            Name = "Out of reach",
            MqlThreshold = threshold,
            MinFit = minFit,
            MinEngagement = minEngagement,
            Fit =
            [
                Fit("country", FactOperator.Equals, 10, ["DE"], key: "de"),
                Fit("country", FactOperator.Equals, 10, ["FR"], key: "fr"),
                Fit("industry", FactOperator.IsKnown, 15, group: "g", key: "industry"),
                Fit("seniority", FactOperator.IsKnown, 20, group: "g", key: "seniority"),
            ],
            Engagement = [Meeting with { MaxPoints = 20 }],
        };
        var warnings = Warnings(model);
        Assert.Equal(warned is null ? 0 : 1, warnings.Count);
        Assert.All(
            warnings,
            warning => Assert.StartsWith($"{warned}: nobody can satisfy it", warning, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_clamps_of_the_axes_bound_what_can_be_reached()
    {
        AssertOne("min_engagement: nobody", Warnings(Fine with { MaxEngagement = 20, MinEngagement = 21 }));
        AssertOne("mql_threshold: nobody", Warnings(Fine with { MaxEngagement = 9 }));
    }

    [Theory]
    [InlineData(2, 7, 30.0, 2 * 5 * 3, true)]
    [InlineData(2, 7, 30.0, (2 * 5 * 3) + 1, false)]
    [InlineData(1, 7, 6.5, 3, true)]
    [InlineData(1, 7, 7.0, 6, true)]
    [InlineData(1, 7, 6.5, 4, false)]
    public void A_limit_and_an_expiry_bound_what_a_criterion_can_give(
        int times,
        int days,
        double expires,
        int asked,
        bool satisfiable
    )
    {
        var limited = Engagement("meeting", 3) with { Limit = new Limit(times, days), ExpiresAfterDays = expires };
        var warnings = Warnings(Fine with { Engagement = [limited], MqlThreshold = 1, MinEngagement = asked });
        Assert.Equal(
            satisfiable,
            !warnings.Any(one => one.StartsWith("min_engagement: nobody", StringComparison.Ordinal))
        );

        // What the warning says is so: as many as the limit lets count, none expired yet.
        var most = Enumerable
            .Range(0, 5)
            .SelectMany(week => Enumerable.Range(0, times).Select(n => Touch("meeting", week * days, (week * 10) + n)))
            .ToArray();
        Assert.Equal(satisfiable, Scorer.Score(Model(limited), LeadFacts.None, most, Now).Engagement >= asked);
    }

    [Fact]
    public void A_model_that_a_stranger_satisfies_is_told() =>
        AssertOne("mql_threshold: a lead of which nothing is known", Warnings(Fine with { MqlThreshold = 0 }));

    [Fact]
    public void Bands_that_overlap_are_told_with_a_number_in_both()
    {
        var to50 = Fit("employees", FactOperator.Between, 5, ["11", "50"]);
        var from50 = Fit("employees", FactOperator.Between, 6, ["50", "90"]);
        AssertOne("fit.k0 and fit.k1 overlap: both count for 50", Warnings(to50, from50));
        AssertOne(
            "fit.k0 and fit.k1 overlap: for 50 only the first",
            Warnings(to50 with { Group = "g" }, from50 with { Group = "g" })
        );
        AssertOne(
            "fit.k0 and fit.k1 overlap: both count",
            Warnings(to50 with { Group = "g" }, from50 with { Group = "h" })
        );
        Assert.Empty(Warnings(to50, Fit("employees", FactOperator.Between, 6, ["51", "90"])));
        Assert.Empty(Warnings(to50, Fit("annual_revenue", FactOperator.Between, 6, ["11", "50"])));
    }

    [Fact]
    public void At_least_as_a_last_resort_of_a_group_is_not_told()
    {
        var band = Fit("employees", FactOperator.Between, 5, ["11", "50"], "g");
        var rest = Fit("employees", FactOperator.AtLeast, 1, ["5"], "g");
        Assert.Empty(Warnings(band, rest));
        AssertOne("fit.k1: nobody can satisfy it: fit.k0", Warnings(rest, band));
    }

    [Fact]
    public void What_nobody_can_satisfy_is_told()
    {
        AssertOne("fit.k0: nobody can satisfy it", Warnings(Fit("employees", FactOperator.Between, 5, ["50", "11"])));
        AssertOne("fit.k0: nobody can satisfy it", Warnings(Fit("industry", FactOperator.AtLeast, 5, ["11"])));
        AssertOne(
            "fit.k1: nobody can satisfy it",
            Warnings(
                Fit("industry", FactOperator.OneOf, 5, ["a", "b", "c"], "g"),
                Fit("industry", FactOperator.OneOf, 6, ["B", "a"], "g")
            )
        );
        AssertOne(
            "product.p: nobody can satisfy it",
            Warnings(Fine with { Product = [new("p", "P", ["a", "b"], 3, Distinct: DistinctCount.Kinds)] })
        );
        AssertOne(
            "product.p: nobody can satisfy it",
            Warnings(Fine with { Product = [new("p", "P", ["a"], 9, WithinDays: 7, Distinct: DistinctCount.Days)] })
        );
        Assert.Empty(
            Warnings(Fine with { Product = [new("p", "P", ["a"], 8, WithinDays: 7, Distinct: DistinctCount.Days)] })
        );
    }

    [Fact]
    public void A_model_as_large_as_can_be_is_checked_in_a_moment()
    {
        string[] words = [.. Enumerable.Range(0, 120).Select(number => $"{number:x}")];
        FitCriterion[] fit =
        [
            .. Enumerable
                .Range(0, ScoringModel.CriteriaMax)
                .Select(index =>
                    Fit("industry", FactOperator.OneOf, 1, [.. words, $"own{index}"], index % 2 == 0 ? "g" : null)
                ),
        ];
        var started = Stopwatch.GetTimestamp();
        Warnings(fit);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }
}
