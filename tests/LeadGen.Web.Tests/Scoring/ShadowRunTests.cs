using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Scoring;
using LeadGen.Web.Tests.Pages.Marketing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Scoring;

public sealed class ShadowRunTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Overview = "/marketing/scoring";

    private static readonly Dictionary<string, string?> GoodFit = new()
    {
        ["country"] = "DE",
        ["employees"] = "300",
        ["annual_revenue"] = "20000000",
        ["industry"] = "Software",
        ["job_title"] = "Marketing Director",
    };

    [Fact]
    public async Task A_shadow_counts_each_lead_that_it_would_have_made_an_mql_once_and_nothing_follows()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        Assert.Null((await marketer.OpenAsync(Overview)).QuerySelector("[aria-labelledby=shadow]"));
        await marketer.FollowAsync(await marketer.KeepAsync("Whole", ("min_engagement", "10")));
        await marketer.FollowAsync(await marketer.SubmitAsync(Overview, "Shadow"));
        // What the draft becomes afterwards is nothing to the shadow.
        await marketer.FollowAsync(await marketer.KeepAsync("Whole", ("min_engagement", "34")));

        var (quiet, near, over) = (
            await EnterAsync(fresh, "quiet@shadow-one.example"),
            await EnterAsync(fresh, "near@shadow-two.example"),
            await EnterAsync(fresh, "over@shadow-three.example")
        );
        await TouchAsync(fresh, near, "webinar_attended");
        await TouchAsync(fresh, over, "webinar_attended", "webinar_attended", "webinar_attended");
        await DrainAsync(fresh);
        await TouchAsync(fresh, near, "page_view");
        await DrainAsync(fresh);

        Assert.Equal(
            [(Stage.Lead, quiet), (Stage.Lead, near), (Stage.Mql, over)],
            (await fresh.DbAsync(db => db.Leads.OrderBy(lead => lead.Id).ToListAsync(Cancel))).Select(lead =>
                (lead.Stage, lead.Id)
            )
        );
        Assert.Equal(
            over,
            (await fresh.DbAsync(db => db.Handoffs.Select(handoff => handoff.LeadId).SingleAsync(Cancel)))
        );
        var counted = await fresh.DbAsync(db => db.ShadowMqls.OrderBy(mql => mql.LeadId).ToListAsync(Cancel));
        Assert.Equal([(near, false), (over, true)], counted.Select(mql => (mql.LeadId, mql.InForceToo)));
        var told = (await marketer.OpenAsync(Overview)).QuerySelector("[aria-labelledby=shadow]").Reads();
        Assert.Contains("Least engagement 35 → 10", told, StringComparison.Ordinal);
        Assert.EndsWith("2 1 Run the present draft instead End it", told, StringComparison.Ordinal);

        await marketer.FollowAsync(await marketer.PressToAsync(Overview, "End it"));
        await TouchAsync(fresh, quiet, "webinar_attended");
        await DrainAsync(fresh);
        Assert.Equal(2, await fresh.DbAsync(db => db.ShadowMqls.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Of_two_that_are_started_at_once_one_runs()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        await using (var scope = fresh.Services.CreateAsyncScope())
        {
            var desk = scope.ServiceProvider.GetRequiredService<ModelDesk>();
            await desk.SaveDraftAsync(DefaultModel.Value with { MqlThreshold = 50 }, "Mia", null, Cancel);
        }

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    await using var scope = fresh.Services.CreateAsyncScope();
                    return await scope.ServiceProvider.GetRequiredService<ShadowRun>().StartAsync("Mia", Cancel);
                })
        );
        Assert.Equal(
            1,
            await fresh.DbAsync(db => db.ShadowModels.CountAsync(shadow => shadow.EndedAt == null, Cancel))
        );
    }

    private static async Task<Guid> EnterAsync(WebApp app, string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var entered = new EnteredLead(EmailAddress.Parse(email), GoodFit, FactOrigin.Api, Channel.Api);
        return (await scope.ServiceProvider.GetRequiredService<LeadEntry>().SaveAsync(entered, Cancel)).Lead.Id;
    }

    private static async Task TouchAsync(WebApp app, Guid lead, params string[] kinds)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var at = app.Clock.GetUtcNow().AddMinutes(-1);
        var items = kinds.Select(kind => new TouchpointItem
        {
            Kind = kind,
            LeadId = lead,
            OccurredAt = at,
        });
        await scope.ServiceProvider.GetRequiredService<TouchpointIntake>().TakeAsync([.. items], Channel.Api, Cancel);
    }

    private static Task DrainAsync(WebApp app) => app.Services.GetRequiredService<RescoreRoad>().DrainAsync(Cancel);
}
