using System.Net;
using LeadGen.Web.Access;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Insights;

public sealed class RequiredPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Rates = "qualified=10&accepted=100&confirmed=50&opportunity=50&customer=25";

    [Fact]
    public async Task A_goal_leads_back_to_the_leads_it_takes()
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        var page = await manager.OpenAsync(
            $"/insights/required?goal=revenue&amount=500000&size=20000&share=40&{Rates}"
        );
        Assert.Equal(
            ["4,000", "400", "400", "200", "100", "25"],
            page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td")[2].Reads())
        );
        Assert.Contains("1,600", page.QuerySelector("main").Reads(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_measured_yet_the_page_says_what_is_missing()
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        var text = (await manager.OpenAsync("/insights/required")).QuerySelector("main").Reads();
        Assert.Contains("Nothing is measured yet", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amount=0&" + Rates, "amount")]
    [InlineData("amount=many&" + Rates, "amount")]
    [InlineData("goal=revenue&amount=100&" + Rates, "size")]
    [InlineData("share=0&" + Rates, "share")]
    [InlineData("share=101&" + Rates, "share")]
    [InlineData("qualified=0&accepted=1&confirmed=1&opportunity=1&customer=1", "qualified")]
    [InlineData("qualified=1&accepted=1&confirmed=1&opportunity=1&customer=250", "customer")]
    public async Task A_goal_or_a_rate_that_leads_nowhere_is_refused_at_its_field(string query, string field)
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        using var answer = await manager.GetAsync($"/insights/required?{query}", Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector($".field.invalid [name={field}]"));
    }
}
