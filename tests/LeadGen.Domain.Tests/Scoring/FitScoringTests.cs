using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class FitScoringTests
{
    [Theory]
    [InlineData("DE", 7)]
    [InlineData("de", 7)]
    [InlineData(" de ", 7)]
    [InlineData("DEU", 0)]
    public void Texts_compare_without_case_and_as_a_whole(string country, int expected) =>
        Assert.Equal(expected, FitOf(Facts(("country", country)), Fit("country", FactOperator.Equals, 7, ["De"])));

    [Theory]
    [InlineData("Banking", 7)]
    [InlineData("software", 7)]
    [InlineData("retail", 0)]
    public void One_of_several_texts_is_enough(string industry, int expected) =>
        Assert.Equal(
            expected,
            FitOf(Facts(("industry", industry)), Fit("industry", FactOperator.OneOf, 7, ["software", "banking"]))
        );

    [Theory]
    [InlineData(FactOperator.Between, "10", 0)]
    [InlineData(FactOperator.Between, "11", 7)]
    [InlineData(FactOperator.Between, "50", 7)]
    [InlineData(FactOperator.Between, "51", 0)]
    [InlineData(FactOperator.AtLeast, "10", 0)]
    [InlineData(FactOperator.AtLeast, "11", 7)]
    [InlineData(FactOperator.AtLeast, "100", 7)]
    [InlineData(FactOperator.AtMost, "11", 7)]
    [InlineData(FactOperator.AtMost, "12", 0)]
    [InlineData(FactOperator.AtMost, "9", 7)]
    [InlineData(FactOperator.Equals, "11", 7)]
    [InlineData(FactOperator.Equals, "011", 7)]
    [InlineData(FactOperator.Equals, "111", 0)]
    [InlineData(FactOperator.AtLeast, "many", 0)]
    [InlineData(FactOperator.AtMost, "many", 0)]
    [InlineData(FactOperator.Between, "many", 0)]
    public void Numbers_compare_by_value_and_both_ends_of_a_band_are_in_it(
        FactOperator comparison,
        string employees,
        int expected
    )
    {
        string[] values = comparison == FactOperator.Between ? ["11", "50"] : ["11"];
        Assert.Equal(expected, FitOf(Facts(("employees", employees)), Fit("employees", comparison, 7, values)));
    }

    [Theory]
    [InlineData("Marketing Intern", 7)]
    [InlineData("INTERN", 7)]
    [InlineData("Intern/Sales", 7)]
    [InlineData("Professional job seeker, Berlin", 7)]
    [InlineData("Internal Auditor", 0)]
    [InlineData("International Sales Director", 0)]
    [InlineData("VP International, former intern", 7)]
    [InlineData("seeker of a job", 0)]
    [InlineData("intern2", 0)]
    [InlineData("Preintern", 0)]
    public void Contains_finds_whole_words_so_that_an_intern_is_not_international(string title, int expected) =>
        Assert.Equal(
            expected,
            FitOf(Facts(("job_title", title)), Fit("job_title", FactOperator.Contains, 7, ["intern", "job seeker"]))
        );

    [Fact]
    public void Contains_needs_no_gaps_in_a_script_without_case() =>
        Assert.Equal(
            7,
            FitOf(Facts(("job_title", "東京大学生")), Fit("job_title", FactOperator.Contains, 7, ["学生"]))
        );

    [Theory]
    [InlineData(FactOperator.Equals)]
    [InlineData(FactOperator.OneOf)]
    [InlineData(FactOperator.Contains)]
    [InlineData(FactOperator.AtLeast)]
    [InlineData(FactOperator.AtMost)]
    [InlineData(FactOperator.Between)]
    [InlineData(FactOperator.IsKnown)]
    public void A_missing_fact_matches_nothing_but_is_missing(FactOperator comparison)
    {
        var criterion = Fit("custom.seats", comparison, 7, ["1", "2"]);
        Assert.Equal(0, FitOf(LeadFacts.None, criterion));
        Assert.Equal(0, FitOf(Facts(("custom.seats", "  ")), criterion));
        Assert.Equal(3, FitOf(LeadFacts.None, criterion, Fit("custom.seats", FactOperator.IsMissing, 3)));
    }

    [Fact]
    public void A_fact_that_is_there_is_known_and_not_missing() =>
        Assert.Equal(
            7,
            FitOf(
                Facts(("country", "FR")),
                Fit("country", FactOperator.IsKnown, 7),
                Fit("country", FactOperator.IsMissing, 100)
            )
        );

    [Fact]
    public void Of_a_group_the_first_that_matches_in_the_models_order_counts()
    {
        var facts = Facts(("employees", "100"), ("country", "DE"));
        var at50 = Fit("employees", FactOperator.AtLeast, 5, ["50"], "size", "at_50");
        var at90 = Fit("employees", FactOperator.AtLeast, 9, ["90"], "size", "at_90");
        var at900 = Fit("employees", FactOperator.AtLeast, 90, ["900"], "size", "at_900");
        var country = Fit("country", FactOperator.Equals, 1, ["DE"], "elsewhere");
        Assert.Equal(5 + 1, FitOf(facts, at900, at50, at90, country));
        Assert.Equal(9 + 1, FitOf(facts, at900, at90, country, at50));
        Assert.Equal(5 + 9, FitOf(facts, at50 with { Group = null }, at90 with { Group = null }));
    }

    [Fact]
    public void An_alternative_may_take_points_away_or_give_none()
    {
        var facts = Facts(("email_kind", "free"));
        var none = Fit("email_kind", FactOperator.Equals, 0, ["free"], "mail", "none");
        var known = Fit("email_kind", FactOperator.IsKnown, 10, group: "mail", key: "known");
        Assert.Equal(0, FitOf(facts, none, known));
        Assert.Equal(-50, FitOf(facts, none with { Points = -50 }, known));
    }

    [Fact]
    public void A_number_of_a_fact_of_ones_own_compares_by_value_where_the_model_says_a_number()
    {
        var text = Fit("custom.plan", FactOperator.Equals, 7, ["7"]);
        Assert.Equal(0, FitOf(Facts(("custom.plan", "7.0")), text));
        Assert.Equal(7, FitOf(Facts(("custom.plan", "7.0")), text with { Numbers = true }));
    }
}
