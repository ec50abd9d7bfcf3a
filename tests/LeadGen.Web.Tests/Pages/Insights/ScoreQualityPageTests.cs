using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Access;
using LeadGen.Web.Insights;
using LeadGen.Web.Tests.Insights;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Insights;

public sealed class ScoreQualityPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Quality = "/insights/score-quality";

    [Fact]
    public async Task Each_judged_lead_counts_once_with_the_score_that_sales_was_given()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var manager = await fresh.SignedInAsync(Roles.SalesManager);
        var empty = await manager.OpenAsync(Quality);
        Assert.Equal("Not enough verdicts", empty.QuerySelector("main .empty h2")!.TextContent);

        for (var i = 0; i < 24; i++)
        {
            await JudgedAsync(fresh, HandoffState.Qualified);
        }

        for (var i = 0; i < 8; i++)
        {
            await JudgedAsync(fresh, HandoffState.Rejected);
        }

        // One was refused and bought all the same; one was refused, and the next time confirmed; one is back for later.
        await OutcomeAsync(fresh, await JudgedAsync(fresh, HandoffState.Rejected), OutcomeResult.Won);
        var twice = await JudgedAsync(fresh, HandoffState.Rejected);
        await JudgedAsync(fresh, HandoffState.Qualified, twice);
        await JudgedAsync(fresh, HandoffState.Recycled);

        fresh.Clock.Advance(ScoreQualityFigures.FreshFor);
        var whole = await manager.OpenAsync(Quality);
        var page = whole.Body.Reads();
        Assert.Contains("Precision 76 %", page, StringComparison.Ordinal);
        Assert.Contains("of 34", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);

        // A bar for each month that has enough, and a name for each.
        var chart = whole.QuerySelector("section[aria-labelledby=months] svg")!;
        Assert.Equal(
            whole.QuerySelectorAll("section[aria-labelledby=months] tbody tr").Length,
            chart.QuerySelectorAll("text").Length
        );
        Assert.Equal(chart.QuerySelectorAll("rect").Length, chart.QuerySelectorAll("line.at").Length);

        // Each share leads to the leads of which it is one, page by page.
        var counts = new List<int>();
        foreach (var link in whole.QuerySelectorAll("main a[href^='/insights/judged']"))
        {
            counts.Add(await CountAsync(manager, link.GetAttribute("href")));
        }

        // Precision, recall, all and the one band; then the same of each month.
        Assert.Equal([34, 26, 34, 34], counts.Take(4));
        var months = counts.Skip(4).Chunk(3).ToList();
        Assert.Equal([34, 26, 34], Enumerable.Range(0, 3).Select(place => months.Sum(month => month[place])));
        Assert.Equal(8, await CountAsync(manager, "/insights/judged?version=1&verdict=other"));
        Assert.Equal(0, await CountAsync(manager, "/insights/judged?version=1&to=100"));
    }

    private static async Task<int> CountAsync(HttpClient browser, string? path)
    {
        var count = 0;
        for (; path is not null; )
        {
            var page = await browser.OpenAsync(path);
            count += page.QuerySelectorAll("tbody tr").Length;
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        return count;
    }

    [Fact]
    public async Task A_long_list_of_judged_leads_goes_on_and_none_is_told_twice()
    {
        for (var i = 0; i < 52; i++)
        {
            await JudgedAsync(app, HandoffState.Qualified);
        }

        using var manager = await app.SignedInAsync(Roles.SalesManager);
        var first = await manager.OpenAsync("/insights/judged?version=1");
        var second = await manager.OpenAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        var seen = new[] { first, second }
            .SelectMany(page => page.QuerySelectorAll("tbody th a"))
            .Select(link => link.GetAttribute("href"))
            .ToList();
        Assert.Equal((52, 52), (seen.Count, seen.Distinct().Count()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("version=99")]
    [InlineData("version=1&from=many")]
    [InlineData("version=1&month=2026-13")]
    public async Task Judged_leads_that_no_number_counts_are_not_found(string query)
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        using var answer = await manager.GetAsync($"/insights/judged?{query}", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData(Roles.Marketer, true)]
    [InlineData(Roles.SalesManager, false)]
    public async Task Nobody_is_led_to_a_page_that_they_may_not_see(string role, bool mayDo)
    {
        await app.CountFunnelAsync();
        using var browser = await app.SignedInAsync(role);
        foreach (var path in new[] { Quality, "/insights?from=2020-01-01&to=2020-01-31" })
        {
            var links = (await browser.OpenAsync(path)).QuerySelectorAll("main a[href^='/marketing']");
            Assert.Equal(mayDo, links.Length > 0);
        }
    }

    [Fact]
    public async Task A_version_that_is_none_is_not_found()
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        using var answer = await manager.GetAsync($"{Quality}?version=99", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<Guid> JudgedAsync(WebApp app, HandoffState state, Guid? leadId = null)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var now = app.Clock.GetUtcNow();
        var lead = leadId is { } id ? await app.LeadNowAsync(id) : await app.LeadAsync(Stage.Mql);
        var handoff = await app.HandOffAsync(lead);
        await app.DbAsync(async db =>
        {
            var row = await db.Handoffs.SingleAsync(one => one.Id == handoff.Id, Cancel);
            row.Conclude(state, null, null, "Rita", now.AddSeconds(1));
            return await db.SaveChangesAsync(Cancel);
        });
        return lead.Id;
    }

    private static Task<int> OutcomeAsync(WebApp app, Guid lead, OutcomeResult result) =>
        app.DbAsync(db =>
        {
            var now = app.Clock.GetUtcNow();
            db.Outcomes.Add(
                new Outcome
                {
                    Id = Guid.CreateVersion7(now),
                    LeadId = lead,
                    Result = result,
                    OccurredAt = now,
                    RecordedAt = now,
                }
            );
            return db.SaveChangesAsync(Cancel);
        });
}
