using System.Net;
using System.Text;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Tests.Insights;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Insights;

public sealed class SourcesPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Costs = "/insights/costs";

    [Fact]
    public async Task What_a_source_cost_stands_beside_what_it_brought_and_currencies_are_never_added_up()
    {
        var source = new Source("money-source", "cpc", "money");
        var leads = new List<Domain.Leads.Lead>();
        for (var i = 0; i < 4; i++)
        {
            leads.Add(await app.CameAsync(source, daysAgo: 3));
        }

        await app.QualifyAsync(leads[0]);
        await app.SellAsync(leads[0], 9000, daysLater: 1);
        await app.SellAsync(leads[1], 500, "USD", daysLater: 1);
        await app.CountFunnelAsync();
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var costs = await marketer.OpenAsync(Costs);
        using var saved = await marketer.PressAsync(
            Costs,
            costs.QuerySelectorAll("button").Single(button => button.TextContent == "Save"),
            ("month", app.Clock.GetUtcNow().ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)),
            ("source", "money-source"),
            ("amount", "3000"),
            ("currency", "EUR")
        );
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        // The whole month, so that all of the cost counts.
        var month = app.Clock.GetUtcNow();
        var days = $"from={month.AddDays(-40):yyyy-MM-dd}&to={month.AddDays(40):yyyy-MM-dd}";

        var page = await marketer.OpenAsync($"/insights/sources?{days}&currency=EUR");
        var row = page.QuerySelectorAll("tbody tr").Single(one => one.QuerySelector("th").Reads() == "money-source");
        Assert.Equal(
            ["4", "2", "1", "2", "2", "3,000", "750", "1,500", "3,000", "1,500", "9,000", "3.0 ×", "9,000", "3.0 ×"],
            row.QuerySelectorAll("td").Select(cell => cell.Reads())
        );
        var mql = row.QuerySelectorAll("a")
            .Single(link => link.GetAttribute("href")!.Contains("kind=mql", StringComparison.Ordinal));
        Assert.Single((await marketer.OpenAsync(mql.GetAttribute("href")!)).QuerySelectorAll("tbody tr"));
        Assert.Contains("never added up", page.QuerySelector(".note-box").Reads(), StringComparison.Ordinal);
        Assert.Contains("step=lead", page.QuerySelector("tfoot a")!.GetAttribute("href"), StringComparison.Ordinal);

        var dollars = await marketer.OpenAsync($"/insights/sources?{days}&currency=USD");
        var other = dollars
            .QuerySelectorAll("tbody tr")
            .Single(one => one.QuerySelector("th").Reads() == "money-source");
        Assert.Equal(
            ["–", "–", "–", "–", "–", "500", "–", "500", "–"],
            other.QuerySelectorAll("td").Skip(5).Select(cell => cell.Reads())
        );
    }

    [Fact]
    public async Task A_file_is_taken_in_whole_or_not_at_all()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        using var wrong = await SendAsync(
            marketer,
            "month;source;amount;currency\n2026-01;file-source;100;EUR\n2026-02;file-source;much;EUR\n"
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = await wrong.PageAsync();
        Assert.Contains("Line 3: Enter an amount", page.QuerySelector("main").Reads(), StringComparison.Ordinal);
        Assert.DoesNotContain("file-source", page.QuerySelector("table")?.TextContent ?? "", StringComparison.Ordinal);

        using var right = await SendAsync(
            marketer,
            "Month,Source,Amount,Currency\n2026-01,file-source,100,EUR\n2026-01,file-source,250.50,EUR\n"
        );
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        var cost = (await marketer.OpenAsync(Costs))
            .QuerySelectorAll("tbody tr")
            .Single(row => row.TextContent.Contains("file-source", StringComparison.Ordinal));
        Assert.Contains("250.50 EUR", cost.Reads(), StringComparison.Ordinal);

        using var removed = await marketer.PressAsync(Costs, cost.QuerySelector("button"));
        Assert.DoesNotContain(
            "file-source",
            (await marketer.OpenAsync(Costs)).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_cost_meets_its_leads_in_whatever_case_both_were_written()
    {
        await app.CameAsync(new Source("Case-Source", "CPC", "Spring"), daysAgo: 3);
        await app.CameAsync(new Source("case-source", "cpc", "spring"), daysAgo: 3);
        await app.CountFunnelAsync();
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var now = app.Clock.GetUtcNow();
        var month = now.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        using var first = await SendAsync(
            marketer,
            $"month,source,medium,campaign,amount,currency\n{month},case-source,cpc,spring,999,EUR\n"
        );
        // The same in another case is the same: it replaces what stands there, and is shown as it was written last.
        using var second = await SendAsync(
            marketer,
            $"month,source,medium,campaign,amount,currency\n{month},CASE-SOURCE,Cpc,SPRING,5,EUR\n{month},CASE-Source,Cpc,SPRING,300,EUR\n"
        );
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
        var kept = (await marketer.OpenAsync(Costs)).QuerySelector("main table").Reads();
        Assert.Contains("CASE-Source", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("case-source", kept, StringComparison.Ordinal);

        var page = await marketer.OpenAsync(
            $"/insights/sources?by=campaign&currency=EUR&from={now.AddDays(-40):yyyy-MM-dd}&to={now.AddDays(40):yyyy-MM-dd}"
        );
        var row = page.QuerySelectorAll("tbody tr")
            .Single(one => one.QuerySelector("th").Reads() == "case-source / cpc / spring");
        Assert.Equal(["2", "300", "150"], new[] { 0, 5, 6 }.Select(place => row.QuerySelectorAll("td")[place].Reads()));
        var leads = await marketer.OpenAsync("/insights/leads?step=lead&source=Case-SOURCE");
        Assert.Equal(2, leads.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task A_cost_is_in_the_currency_of_the_settings_unless_told_otherwise()
    {
        await app.DbAsync(async db =>
        {
            await db.SaveCurrencyAsync("CHF", Cancel);
            return 0;
        });
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var field = (await marketer.OpenAsync(Costs)).QuerySelector("input[name=currency]:not([type=hidden])")!;
        Assert.Equal("CHF", field.GetAttribute("value"));
    }

    [Fact]
    public async Task A_sales_manager_sees_costs_and_changes_none()
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        Assert.Null((await manager.OpenAsync(Costs)).QuerySelector("input[name=amount]"));
    }

    [Theory]
    [InlineData("", "3", "margin")]
    [InlineData("0", "3", "margin")]
    [InlineData("60", "never", "years")]
    public async Task The_value_of_a_customer_needs_a_margin_and_years(string margin, string years, string field)
    {
        await app.CameAsync(new Source("value-source"));
        await app.CountFunnelAsync();
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var page = await marketer.OpenAsync("/insights/sources");
        using var answer = await marketer.PressAsync(
            "/insights/sources",
            page.QuerySelectorAll("button").Single(button => button.TextContent == "Save"),
            ("margin", margin),
            ("years", years)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector($".field.invalid [name={field}]"));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient marketer, string text)
    {
        var page = await marketer.OpenAsync(Costs);
        var form = page.QuerySelector("form[enctype]")!;
        using var content = new MultipartFormDataContent
        {
            {
                new StringContent(form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                "__RequestVerificationToken"
            },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "costs.csv" },
        };
        return await marketer.PostAsync(form.GetAttribute("action") ?? $"{Costs}?handler=file", content, Cancel);
    }
}
