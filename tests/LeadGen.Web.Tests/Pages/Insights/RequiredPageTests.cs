using System.Net;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Insights;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Insights;

public sealed class RequiredPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Certain = "qualified=100&accepted=100&confirmed=100&opportunity=100&customer=100";
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

    [Fact]
    public async Task A_deal_brings_what_own_sales_brought_until_told_otherwise()
    {
        await using var alone = await WebApp.StartAsync(app.Server);
        foreach (var (amount, currency) in new[] { (900m, "EUR"), (1100.50m, "EUR"), (5m, "USD") })
        {
            await alone.SellAsync(await alone.CameAsync(new Source("own")), amount, currency);
        }

        await alone.CountFunnelAsync();
        using var manager = await alone.SignedInAsync(Roles.SalesManager);
        var page = await manager.OpenAsync("/insights/required");
        Assert.Equal("1000.25", page.QuerySelector("input[name=size]")!.GetAttribute("value"));
        Assert.Contains("2 sales in EUR", page.QuerySelector("main form").Reads(), StringComparison.Ordinal);

        var plan = await manager.OpenAsync($"/insights/required?goal=revenue&amount=10002.5&{Certain}");
        Assert.Equal("10", plan.QuerySelector("tbody tr")!.QuerySelectorAll("td")[2].Reads());
    }

    [Theory]
    [InlineData("amount=0&" + Rates, "amount")]
    [InlineData("amount=many&" + Rates, "amount")]
    [InlineData("goal=revenue&amount=100&" + Rates, "size")]
    [InlineData("share=0&" + Rates, "share")]
    [InlineData("share=101&" + Rates, "share")]
    [InlineData("goal=revenue&amount=1000&size=0.0000000000000000000000000001&" + Rates, "amount")]
    [InlineData("goal=revenue&amount=1000000000000&size=0.0000000000000000000000000001&" + Rates, "amount")]
    [InlineData("goal=revenue&amount=100&size=79228162514264337593543950335&" + Rates, "size")]
    [InlineData("amount=1000000000000.1&" + Rates, "amount")]
    [InlineData("amount=79228162514264337593543950336&" + Rates, "amount")]
    [InlineData("amount=00000000000000000000000000000000000000000000025&" + Rates, "amount")]
    [InlineData(
        "amount=1&qualified=0.0000000000000000000000000001&accepted=1&confirmed=1&opportunity=1&customer=1",
        "amount"
    )]
    [InlineData("qualified=0&accepted=1&confirmed=1&opportunity=1&customer=1", "qualified")]
    [InlineData("qualified=1&accepted=1&confirmed=1&opportunity=1&customer=250", "customer")]
    public async Task A_goal_or_a_rate_that_leads_nowhere_is_refused_at_its_field(string query, string field)
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        using var answer = await manager.GetAsync($"/insights/required?{query}", Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector($".field.invalid [name={field}]"));
    }

    [Theory]
    [InlineData("amount=0.0000000000000000000000000001", "1")]
    [InlineData("amount=1000000000000", "1,000,000,000,000")]
    [InlineData("goal=revenue&amount=0.1234567890123456789012345678&size=1000000000000", "1")]
    public async Task A_goal_at_the_end_of_what_can_be_is_planned_all_the_same(string goal, string leads)
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        var page = await manager.OpenAsync($"/insights/required?{goal}&{Certain}");
        Assert.Equal(leads, page.QuerySelector("tbody tr")!.QuerySelectorAll("td")[2].Reads());
    }
}
