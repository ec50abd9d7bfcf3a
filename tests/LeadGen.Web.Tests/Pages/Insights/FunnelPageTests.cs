using System.Net;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Insights;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Insights;

public sealed class FunnelPageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Each_number_leads_to_as_many_leads_and_the_address_keeps_the_filters()
    {
        var source = new Source("page-source", "cpc", "page-campaign");
        for (var i = 0; i < 5; i++)
        {
            var lead = await app.CameAsync(source, daysAgo: 5 + i);
            if (i < 3)
            {
                await app.QualifyAsync(lead);
            }

            if (i < 1)
            {
                await app.SellAsync(lead, 900);
            }
        }

        await app.CameAsync(new Source("another-source"));
        await app.CountFunnelAsync();
        using var marketer = await app.SignedInAsync(Roles.Marketer);

        var page = await marketer.OpenAsync("/insights?campaign=page-campaign");
        var links = page.QuerySelectorAll("td a[href^='/insights/leads']")
            .Select(link =>
                (
                    Count: int.Parse(link.TextContent, System.Globalization.CultureInfo.InvariantCulture),
                    Path: link.GetAttribute("href")!
                )
            )
            .ToList();

        Assert.Equal([5, 3, 1, 1, 1, 1, 3, 1, 1, 1, 1], links.Select(link => link.Count));
        foreach (var (count, path) in links)
        {
            Assert.Contains("campaign=page-campaign", path, StringComparison.Ordinal);
            Assert.Equal(count, (await marketer.OpenAsync(path)).QuerySelectorAll("tbody tr").Length);
        }

        Assert.Equal(
            "page-campaign",
            page.QuerySelector("select[name=campaign] option[selected]")!.GetAttribute("value")
        );
        Assert.Contains("few", page.QuerySelector("main").Reads(), StringComparison.Ordinal);
        // The filters themselves are not printed.
        Assert.Contains(
            "with campaign page-campaign",
            page.QuerySelector(".page-head").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_long_list_of_leads_goes_on_and_none_is_told_twice()
    {
        for (var i = 0; i < 53; i++)
        {
            await app.CameAsync(new Source("long-list"), daysAgo: i % 3);
        }

        await app.CountFunnelAsync();
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var seen = new List<string?>();
        for (var path = "/insights/leads?step=lead&source=long-list"; path is not null; )
        {
            var page = await marketer.OpenAsync(path);
            seen.AddRange(page.QuerySelectorAll("tbody th a").Select(link => link.GetAttribute("href")));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal((53, 53), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task A_funnel_of_one_kind_of_qualification_says_so()
    {
        var source = new Source("kind-source");
        await app.QualifyAsync(await app.CameAsync(source));
        await app.CameAsync(source);
        await app.CountFunnelAsync();
        using var marketer = await app.SignedInAsync(Roles.Marketer);

        var page = await marketer.OpenAsync("/insights?source=kind-source&kind=mql");

        Assert.Contains("first qualified as MQL", page.QuerySelector(".page-head").Reads(), StringComparison.Ordinal);
        Assert.Equal("mql", page.QuerySelector("select[name=kind] option[selected]")!.GetAttribute("value"));
        Assert.Equal("1", page.QuerySelector("tbody td a")!.TextContent);
    }

    [Fact]
    public async Task Leads_that_have_not_had_the_time_that_it_takes_are_not_said_to_be_worse()
    {
        for (var i = 0; i < 40; i++)
        {
            var lead = await app.CameAsync(new Source("early"), daysAgo: 40);
            await app.QualifyAsync(lead, hours: 24 * 20);
            await app.CameAsync(new Source("early"), daysAgo: 5);
        }

        await app.CountFunnelAsync();
        var today = app.Clock.GetUtcNow();
        string Path(int from, int to) =>
            $"/insights?source=early&from={today.AddDays(-from):yyyy-MM-dd}&to={today.AddDays(-to):yyyy-MM-dd}";

        // 30 days until today: most of them younger than the twenty days that it took those before.
        Assert.Contains(
            "too early to compare (100 % before)",
            await QualifiedAsync(Path(29, 0)),
            StringComparison.Ordinal
        );
        app.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Contains("down from 100 %", await QualifiedAsync(Path(29, 0)), StringComparison.Ordinal);

        async Task<string> QualifiedAsync(string path)
        {
            using var marketer = await app.SignedInAsync(Roles.Marketer);
            var rows = (await marketer.OpenAsync(path)).QuerySelectorAll("tbody tr");
            return rows.First(row => row.QuerySelector("th").Reads() == "Qualified").Reads();
        }
    }

    [Theory]
    [InlineData("from=2026-11-30&to=2026-11-01", "after the last")]
    [InlineData("from=yesterday", "Enter a day")]
    [InlineData("from=2001-01-01&to=2026-11-01", "at most")]
    public async Task Wrong_days_are_refused_at_the_field(string query, string message)
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        using var answer = await marketer.GetAsync($"/insights?{query}", Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var field = (await answer.PageAsync()).QuerySelector(".field.invalid");
        Assert.Contains(message, field.Reads(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_came_a_sentence_says_so_and_no_number_is_none()
    {
        await app.CountFunnelAsync();
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var text = (await marketer.OpenAsync("/insights?source=nobody-comes-from-here")).QuerySelector("main").Reads();
        Assert.Contains("Nobody became a lead in these days", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("step=visitor", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.NotFound)]
    [InlineData("step=lead&from=2026-11-30&to=2026-11-01", HttpStatusCode.UnprocessableEntity)]
    [InlineData("step=lead&from=nonsense", HttpStatusCode.UnprocessableEntity)]
    [InlineData("step=customer&after=nonsense&source=%27%00", HttpStatusCode.OK)]
    public async Task A_link_that_nobody_made_does_no_harm(string query, HttpStatusCode status)
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        using var answer = await manager.GetAsync($"/insights/leads?{query}", Cancel);
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.UnprocessableEntity)
        {
            var text = (await answer.PageAsync()).QuerySelector("main .empty").Reads();
            Assert.Matches("swap them|Enter a day such as", text);
        }
    }

    [Fact]
    public async Task A_rep_has_no_such_page()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        using var answer = await rep.GetAsync("/insights", Cancel);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }
}
