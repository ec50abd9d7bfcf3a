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
        var page = (await manager.OpenAsync(Quality)).Body.Reads();
        Assert.Contains("Precision 76 %", page, StringComparison.Ordinal);
        Assert.Contains("of 34", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
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
