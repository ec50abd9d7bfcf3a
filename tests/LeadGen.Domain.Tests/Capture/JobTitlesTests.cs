using CsCheck;
using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Tests.Capture;

public sealed class JobTitlesTests
{
    [Theory]
    [InlineData("CEO", "executive", "other")]
    [InlineData("Chief Marketing Officer", "executive", "marketing")]
    [InlineData("CTO", "executive", "engineering")]
    [InlineData("V.P., Sales", "vp", "sales")]
    [InlineData("Senior Vice-President of Engineering", "vp", "engineering")]
    [InlineData("President", "executive", "other")]
    [InlineData("Managing Director", "executive", "other")]
    [InlineData("Director of IT", "director", "it")]
    [InlineData("head of people", "director", "hr")]
    [InlineData("Marketing Manager", "manager", "marketing")]
    [InlineData("Account Executive", "staff", "sales")]
    [InlineData("Executive assistant to the CEO", "staff", "operations")]
    [InlineData("Software Engineer", "staff", "engineering")]
    [InlineData("Support Specialist", "staff", "support")]
    [InlineData("Co-Founder", "owner", "other")]
    [InlineData("Geschäftsführerin", "executive", "other")]
    [InlineData("Circus performer", "other", "other")]
    [InlineData("Vaporist", "other", "other")]
    [InlineData("Unit tester", "other", "other")]
    public void The_default_table_reads_usual_titles(string title, string seniority, string department) =>
        Assert.Equal((seniority, department), JobTitles.Read(JobTitleRules.Defaults, title));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" - ")]
    public void No_title_says_nothing(string? title) =>
        Assert.Equal((null, null), JobTitles.Read(JobTitleRules.Defaults, title));

    [Fact]
    public void The_first_rule_that_matches_decides_each_of_the_two()
    {
        JobTitleRule[] rules =
        [
            new("sales director", Department: Department.Marketing),
            new("director", Seniority.Director),
            new("sales", Seniority.Staff, Department.Sales),
            new("", Seniority.Owner, Department.Hr),
        ];

        Assert.Equal(("director", "marketing"), JobTitles.Read(rules, "Sales Director"));
        Assert.Equal(("director", "sales"), JobTitles.Read(rules, "Director, Sales"));
        Assert.Equal(("other", "other"), JobTitles.Read(rules, "Salesman"));
        Assert.Equal(("other", "other"), JobTitles.Read([], "Director"));
    }

    [Fact]
    public void Any_title_can_be_read_and_case_does_not_matter() =>
        Gen.Char["aäbDirector VPit.,-/"]
            .Array[0, 40]
            .Sample(chars =>
            {
                var title = new string(chars);
                Assert.Equal(
                    JobTitles.Read(JobTitleRules.Defaults, title),
                    JobTitles.Read(JobTitleRules.Defaults, title.ToUpperInvariant())
                );
            });

    [Fact]
    public void Every_default_rule_can_match()
    {
        foreach (var rule in JobTitleRules.Defaults)
        {
            var (seniority, department) = JobTitles.Read([rule], $"The {rule.Pattern.ToUpperInvariant()}!");
            Assert.Equal(rule.Seniority is { } level ? JobTitles.Name(level) : "other", seniority);
            Assert.Equal(rule.Department is { } area ? JobTitles.Name(area) : "other", department);
        }
    }
}
