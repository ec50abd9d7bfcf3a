using System.Net;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Insights;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

public sealed class PersonasPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string New = "/marketing/personas/edit";

    [Fact]
    public async Task A_lead_shows_its_persona_and_the_funnel_is_read_by_it()
    {
        var lead = await app.CameAsync(
            new Source("persona-source"),
            facts: new() { ["country"] = "DE", ["employees"] = "500" }
        );
        await app.CameAsync(new Source("persona-source"), facts: new() { ["country"] = "FR", ["employees"] = "500" });
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        using var saved = await SaveAsync(
            marketer,
            ("name", "Large German plant"),
            ("picture", "Fears standstill."),
            ("fact.0", "country"),
            ("operator.0", "one_of"),
            ("values.0", "DE, AT"),
            ("fact.1", "employees"),
            ("operator.1", "at_least"),
            ("values.1", "200")
        );
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await app.CountFunnelAsync();

        Assert.Contains(
            "Large German plant",
            (await marketer.OpenAsync($"/leads/{lead.Id}")).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
        var page = await marketer.OpenAsync("/marketing/personas");
        var leads = page.QuerySelector("a[href^='/insights/leads']")!;
        Assert.Equal("1 leads", leads.Reads());
        Assert.Single((await marketer.OpenAsync(leads.GetAttribute("href")!)).QuerySelectorAll("tbody tr"));
    }

    [Theory]
    [InlineData("", "country", "equals", "DE", "name")]
    [InlineData("Nobody", "", "equals", "", "fact.0")]
    [InlineData("Nobody", "kind", "equals", "mql", "fact.0")]
    [InlineData("Nobody", "employees", "at_least", "many", "values.0")]
    public async Task What_tells_nobody_apart_is_refused_at_its_field(
        string name,
        string fact,
        string comparison,
        string values,
        string field
    )
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        using var answer = await SaveAsync(
            marketer,
            ("name", name),
            ("fact.0", fact),
            ("operator.0", comparison),
            ("values.0", values)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector($".field.invalid [name='{field}']"));
    }

    private static async Task<HttpResponseMessage> SaveAsync(HttpClient marketer, params (string, string)[] filled)
    {
        var page = await marketer.OpenAsync(New);
        return await marketer.PressAsync(New, page.QuerySelector("button[name=save]"), filled);
    }
}
