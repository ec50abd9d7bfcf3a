using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class SwitchedOffTests
{
    private static readonly FitCriterion Germany = Fit("country", FactOperator.Equals, 10, ["DE"], "place", "de");
    private static readonly FitCriterion Anywhere = Fit("country", FactOperator.IsKnown, 3, group: "place", key: "any");
    private static readonly LeadFacts German = Facts(("country", "DE"));

    [Fact]
    public void A_criterion_that_is_off_counts_for_nothing_and_lets_the_next_of_its_group_count()
    {
        Assert.Equal(10, FitOf(German, Germany, Anywhere));
        Assert.Equal(3, FitOf(German, Germany with { Off = true }, Anywhere));
        Assert.Equal(0, EngagementOf(Engagement("meeting", 9) with { Off = true }, Touch("meeting")).Engagement);
    }

    [Fact]
    public void Adjustments_count_by_themselves_again_when_the_criterion_for_them_is_off()
    {
        var own = Engagement("adjustment", 1) with { Key = "own" };
        var adjusted = Touch("adjustment", properties: ("points", "7"));
        Assert.Equal(1, EngagementOf(own, adjusted).Engagement);
        Assert.Equal(7, EngagementOf(own with { Off = true }, adjusted).Engagement);
    }

    [Fact]
    public void A_product_rule_that_is_off_never_holds()
    {
        var rule = new ProductRule("used", "Used", ["product_event"], 1);
        var used = Touch("product_event");
        var model = new ScoringModel { Product = [rule, rule with { Key = "off", Off = true }] };
        Assert.Equal("used", Assert.Single(Scorer.ProductRulesThatHold(model, [used], Now)).Key);
    }

    [Fact]
    public void It_is_neither_warned_of_nor_proposed()
    {
        var model = new ScoringModel
        {
            Name = "Off",
            MqlThreshold = 3,
            Fit = [Germany with { Points = 0, Off = true }, Anywhere],
            Engagement = [Engagement("meeting", 9) with { Off = true }],
        };
        Assert.Empty(ScoringModelJson.Read(ScoringModelJson.Write(model)).Warnings);
        Assert.All(WhyNot.Explain(model, LeadFacts.None, [], Now)!.Steps, step => Assert.Equal("country", step.Fact));
        Assert.Contains(
            ScoringModelJson.Read(ScoringModelJson.Write(model with { MqlThreshold = 4 })).Warnings,
            warning => warning.StartsWith("mql_threshold: nobody can satisfy it", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void It_stays_in_the_model_and_comes_back_as_it_was()
    {
        var model = new ScoringModel
        {
            Name = "Off",
            Fit = [Germany with { Off = true }, Anywhere],
            Engagement = [Engagement("meeting", 9) with { Off = true }],
            Product = [new("used", "Used", ["product_event"], 1, Off: true)],
        };
        var json = ScoringModelJson.Write(model);
        var read = ScoringModelJson.Read(json).Model!;
        Assert.Equal(json, ScoringModelJson.Write(read));
        Assert.True(read.Fit[0].Off && !read.Fit[1].Off && read.Engagement[0].Off && read.Product[0].Off);
    }

    [Fact]
    public void What_is_neither_on_nor_off_is_refused_at_its_criterion()
    {
        var json = ScoringModelJson.Write(new ScoringModel { Name = "X", Fit = [Germany with { Off = true }] });
        var reading = ScoringModelJson.Read(json.Replace("\"off\":true", "\"off\":\"no\"", StringComparison.Ordinal));
        Assert.Equal("fit.de.off", Assert.Single(reading.Errors).Key);
    }

    [Theory]
    [InlineData(10_000, null)]
    [InlineData(10_001, "fit.de.points")]
    [InlineData(-10_001, "fit.de.points")]
    public void Points_reach_ten_thousand_from_zero_and_no_further(int points, string? refused)
    {
        var json = ScoringModelJson.Write(new ScoringModel { Name = "X", Fit = [Germany with { Points = points }] });
        Assert.Equal(refused, ScoringModelJson.Read(json).Errors.Keys.SingleOrDefault());
        Assert.Equal(points, ScoringModelJson.ReadKept(json).Fit[0].Points); // what is published stays readable
    }

    [Theory]
    [InlineData("NaN", "fit.de.points")]
    [InlineData("Infinity", "fit.de.points")]
    [InlineData("-Infinity", "fit.de.points")]
    [InlineData("1e999", "fit.de.points")]
    public void What_is_no_number_is_refused_at_its_criterion(string number, string refused)
    {
        var model = new ScoringModel { Name = "NaN \"Infinity\\", Fit = [Germany with { Points = 77 }] };
        var json = ScoringModelJson.Write(model);
        Assert.Equal(
            refused,
            Assert.Single(ScoringModelJson.Read(json.Replace("77", number, StringComparison.Ordinal)).Errors).Key
        );
        Assert.Equal(model.Name, ScoringModelJson.Read(json).Model!.Name); // within a text it is a text
    }

    [Fact]
    public void Nor_is_it_a_text() =>
        Assert.Contains("name", ScoringModelJson.Read("""{"name": NaN, "mql_threshold": 1}""").Errors.Keys);

    [Fact]
    public void The_first_criterion_beyond_the_limit_is_named()
    {
        var many = Enumerable.Range(0, ScoringModel.CriteriaMax + 2).Select(n => Germany with { Key = $"k{n}" });
        var reading = ScoringModelJson.Read(ScoringModelJson.Write(new ScoringModel { Name = "X", Fit = [.. many] }));
        Assert.Equal("fit.k500", Assert.Single(reading.Errors).Key);
    }
}
