using System.Net;
using AngleSharp.Dom;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Insights;

public sealed class HandoffsPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Numbers = "/insights/service-levels";

    [Fact]
    public async Task Each_number_of_the_service_levels_leads_to_as_many_hand_offs()
    {
        await using var alone = await WebApp.StartAsync(app.Server);
        var rep = await alone.AddStaffAsync(Roles.SalesRep);
        await HandedOverAsync(alone, 1);
        await HandedOverAsync(alone, 21);
        await HandedOverAsync(alone, 30, (handoff, now) => handoff.Reassign(null, rep.Id, "Mina", null, now));
        await HandedOverAsync(
            alone,
            2,
            (handoff, now) => handoff.Accept(rep.Id, "Rep", ServiceLevel.Default, now.AddHours(-1))
        );
        await HandedOverAsync(
            alone,
            50,
            (handoff, now) =>
            {
                handoff.Accept(rep.Id, "Rep", ServiceLevel.Default, now.AddHours(-25));
                handoff.Start("Rep", now);
            }
        );
        foreach (var reason in new[] { "not_a_fit", "not_a_fit", "spam" })
        {
            await HandedOverAsync(alone, 3, (handoff, now) => handoff.Reject(reason, null, "Rep", now));
        }

        await HandedOverAsync(alone, 3, (handoff, now) => handoff.Recycle("timing", null, null, "Rep", now));
        using var manager = await alone.SignedInAsync(Roles.SalesManager);

        var links = (await manager.OpenAsync(Numbers))
            .QuerySelectorAll("main a[href^='/insights/handoffs']")
            .Select(link =>
                (
                    Count: int.Parse(link.TextContent, System.Globalization.CultureInfo.InvariantCulture),
                    Path: link.GetAttribute("href")!
                )
            )
            .ToList();

        Assert.True(links.Count >= 14, $"{links.Count} links");
        foreach (var (count, path) in links)
        {
            var rows = (await manager.OpenAsync(path)).QuerySelectorAll("tbody tr").Length;
            Assert.True(count == rows, $"{path} shows {rows} and not {count}");
        }

        using var admin = await alone.SignedInAsync(Roles.Admin);
        var reasons = await admin.OpenAsync("/admin/reasons");
        var used = reasons.QuerySelector("#r-not_a_fit a[href^='/insights']")!;
        Assert.Equal("2 hand-offs", used.Reads());
        var list = await admin.OpenAsync(used.GetAttribute("href")!);
        Assert.Equal(2, list.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("for the reason “Not a fit”", list.QuerySelector("main").Reads(), StringComparison.Ordinal);
        Assert.Contains(
            "no hand-off; for the API: price",
            reasons.QuerySelector("#r-price").Reads(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("overdue")]
    [InlineData("opened&days=7")]
    public async Task A_long_list_goes_on_page_by_page_and_none_is_told_twice(string show)
    {
        await using var alone = await WebApp.StartAsync(app.Server);
        for (var i = 0; i < 53; i++)
        {
            await HandedOverAsync(alone, 25 + (i % 3));
        }

        using var manager = await alone.SignedInAsync(Roles.SalesManager);
        var seen = new List<string?>();
        for (var path = $"/insights/handoffs?show={show}"; path is not null; )
        {
            var page = await manager.OpenAsync(path);
            seen.AddRange(page.QuerySelectorAll("tbody th a").Select(link => link.GetAttribute("href")));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal((53, 53), (seen.Count, seen.Distinct().Count()));
    }

    [Theory]
    [InlineData("show=opened&days=many&source=%00&criterion=%27&reason=nothing", HttpStatusCode.OK)]
    [InlineData("show=opened&days=-1&after=nonsense&owner=me", HttpStatusCode.OK)]
    [InlineData("show=soon&after=9223372036854775807_x", HttpStatusCode.OK)]
    [InlineData("show=all", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.NotFound)]
    public async Task A_link_that_nobody_made_does_no_harm(string query, HttpStatusCode status)
    {
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        using var answer = await manager.GetAsync($"/insights/handoffs?{query}", Cancel);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_rep_has_no_such_list()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        using var answer = await rep.GetAsync("/insights/handoffs?show=open", Cancel);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task HandedOverAsync(WebApp app, double hoursAgo, Action<Handoff, DateTimeOffset>? then = null)
    {
        var handoff = await app.HandOffAsync(await app.LeadAsync(Stage.Mql), waited: TimeSpan.FromHours(hoursAgo));
        if (then is not null)
        {
            await app.DbAsync(async db =>
            {
                then(await db.Handoffs.SingleAsync(one => one.Id == handoff.Id, Cancel), app.Clock.GetUtcNow());
                return await db.SaveChangesAsync(Cancel);
            });
        }
    }
}
