using System.Net;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Pages.Insights;

public sealed class ServiceLevelsPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Path = "/insights/service-levels";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_counts_what_is_open_what_runs_out_and_what_is_late()
    {
        await using var alone = await WebApp.StartAsync(app.Server);
        var rep = await alone.AddStaffAsync(Roles.SalesRep);
        await alone.HandOffAsync(await alone.LeadAsync(Stage.Mql));
        await alone.HandOffAsync(await alone.LeadAsync(Stage.Mql), waited: TimeSpan.FromHours(21));
        var late = await alone.HandOffAsync(
            await alone.LeadAsync(Stage.Mql, lastName: "Late"),
            waited: TimeSpan.FromHours(25)
        );
        await ChangeAsync(
            alone,
            late.Id,
            handoff => handoff.Reassign(null, rep.Id, "Mina", null, alone.Clock.GetUtcNow())
        );
        var rejected = await alone.HandOffAsync(await alone.LeadAsync(Stage.Mql), waited: TimeSpan.FromHours(2));
        await ChangeAsync(
            alone,
            rejected.Id,
            handoff =>
            {
                var now = alone.Clock.GetUtcNow();
                handoff.Accept(rep.Id, "Rep", ServiceLevel.Default, now.AddHours(-1));
                handoff.Start("Rep", now.AddMinutes(-30));
                handoff.Reject("no_fit", null, "Rep", now);
            }
        );

        var page = await (await alone.SignedInAsync(Roles.SalesManager)).OpenAsync(Path);

        Assert.Equal(["3", "1", "1", "1", "0"], page.QuerySelectorAll(".stat .value").Select(tile => tile.TextContent));
        var tables = page.QuerySelectorAll("table").Select(table => table.TextContent).ToList();
        Assert.Contains("Late", tables[0], StringComparison.Ordinal);
        var loads = page.QuerySelectorAll("table")[1].QuerySelectorAll("tbody tr");
        Assert.Equal(2, loads.Length);
        Assert.Contains("SalesRep", loads[0].TextContent, StringComparison.Ordinal); // who is overdue comes first
        Assert.Contains("1 h", tables[2], StringComparison.Ordinal);
        Assert.Contains("30 min", tables[2], StringComparison.Ordinal);
        Assert.Contains("SalesRep", tables[3], StringComparison.Ordinal);
        Assert.Contains("not known", tables[4], StringComparison.Ordinal);
        Assert.Contains("Country known", tables[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_for_which_a_lead_was_held_back_are_no_delay_of_the_system()
    {
        await using var alone = await WebApp.StartAsync(app.Server);
        await AfterAsync(alone, MoveCause.Touchpoint, TimeSpan.FromSeconds(3));
        await AfterAsync(alone, MoveCause.Released, TimeSpan.FromDays(5));
        await AfterAsync(alone, MoveCause.Person, TimeSpan.FromDays(6));
        await AfterAsync(alone, MoveCause.Time, TimeSpan.FromDays(7));

        using var manager = await alone.SignedInAsync(Roles.SalesManager);
        var system = (await manager.OpenAsync(Path))
            .QuerySelectorAll("tbody tr")
            .Single(row => row.QuerySelector("th").Reads() == "System, to hand over");

        Assert.Equal(["3 s", "3 s", "1"], system.QuerySelectorAll("td").Select(cell => cell.Reads()));
        var list = await manager.OpenAsync(system.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Single(list.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task What_a_merged_part_of_a_lead_did_last_counts_too()
    {
        await using var alone = await WebApp.StartAsync(app.Server);
        var part = await alone.LeadAsync(Stage.Lead);
        var lead = await AfterAsync(alone, MoveCause.Touchpoint, TimeSpan.FromHours(9));
        await DidAsync(alone, part.Id, alone.Clock.GetUtcNow().AddSeconds(-5));
        await alone.DbAsync(db =>
            db.Leads.Where(one => one.Id == part.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.MergedInto, lead), Cancel)
        );

        using var manager = await alone.SignedInAsync(Roles.SalesManager);
        var table = (await manager.OpenAsync(Path)).QuerySelectorAll("tbody tr");
        var system = table.Single(row => row.QuerySelector("th").Reads() == "System, to hand over");
        Assert.DoesNotContain("9 h", system.Reads(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hours_of_the_day_are_those_of_the_clock_of_the_settings()
    {
        await using var alone = await WebApp.StartAsync(app.Server);
        await alone.DbAsync(async db =>
        {
            await alone.Services.GetRequiredService<HouseZone>().SaveAsync(db, "Asia/Kolkata", Cancel);
            return 0;
        });
        var handoff = await alone.HandOffAsync(await alone.LeadAsync(Stage.Mql));
        using var manager = await alone.SignedInAsync(Roles.SalesManager);

        var page = await manager.OpenAsync(Path + "?by=hour");

        var row = page.QuerySelectorAll("#apart tbody tr").Single();
        var hour = handoff.OpenedAt.ToOffset(TimeSpan.FromHours(5.5)).Hour;
        Assert.StartsWith($"{hour:00}:00", row.QuerySelector("th").Reads(), StringComparison.Ordinal);
        Assert.Contains("Asia/Kolkata", page.QuerySelector("#apart thead").Reads(), StringComparison.Ordinal);
        var list = await manager.OpenAsync(row.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Single(list.QuerySelectorAll("tbody tr"));
    }

    /// <summary>A lead that was handed over so long after it did something.</summary>
    private static async Task<Guid> AfterAsync(WebApp app, MoveCause cause, TimeSpan waited)
    {
        var lead = await app.LeadAsync(Stage.Lead);
        var handoff = await app.HandOffAsync(lead);
        await DidAsync(app, lead.Id, handoff.OpenedAt - waited);
        await app.DbAsync(async db =>
        {
            var known = await db.Leads.SingleAsync(one => one.Id == lead.Id, Cancel);
            var context = new MoveContext(handoff.OpenedAt, cause, Actor: "Mina", HandoffId: handoff.Id);
            db.StageMoves.Add(known.MoveTo(Stage.Mql, MoveTrigger.Score, context));
            return await db.SaveChangesAsync(Cancel);
        });
        return lead.Id;
    }

    private static Task<int> DidAsync(WebApp app, Guid lead, DateTimeOffset at) =>
        app.DbAsync(db =>
        {
            db.Touchpoints.Add(
                new Touchpoint
                {
                    Id = Guid.CreateVersion7(at),
                    LeadId = lead,
                    Kind = "page_view",
                    OccurredAt = at,
                    RecordedAt = at,
                }
            );
            return db.SaveChangesAsync(Cancel);
        });

    [Fact]
    public async Task A_manager_gives_a_lead_to_somebody_else_with_two_clicks()
    {
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        var (lead, handoff) = await LateAsync();
        var manager = await app.SignedInAsync(Roles.SalesManager);

        var answer = await GiveAsync(manager, handoff, rep.Id.ToString());

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var now = await app.HandoffNowAsync(handoff.Id);
        Assert.Equal((rep.Id, HandoffState.Open), (now.OwnerId, now.State));
        Assert.Equal(AssignedBy.Reassigned, now.Assignments[^1].By);
        Assert.Null((await app.LeadNowAsync(lead.Id)).OwnerId);
    }

    [Fact]
    public async Task An_accepted_one_takes_its_lead_along_and_cannot_become_nobodys()
    {
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        var (lead, handoff) = await LateAsync();
        await ChangeAsync(
            app,
            handoff.Id,
            accepted => accepted.Accept(null, "Rep", ServiceLevel.Default, app.Clock.GetUtcNow().AddHours(-25))
        );
        handoff = await app.HandoffNowAsync(handoff.Id);
        var manager = await app.SignedInAsync(Roles.Admin);

        var refused = await GiveAsync(manager, handoff, "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "choose who goes on with it",
            await refused.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal
        );

        await GiveAsync(manager, handoff, rep.Id.ToString());
        Assert.Equal(rep.Id, (await app.LeadNowAsync(lead.Id)).OwnerId);
    }

    [Fact]
    public async Task Of_two_managers_the_one_who_is_late_is_told()
    {
        var (_, handoff) = await LateAsync();
        var (first, second) = (await app.AddStaffAsync(Roles.SalesRep), await app.AddStaffAsync(Roles.SalesRep));
        var manager = await app.SignedInAsync(Roles.SalesManager);

        await GiveAsync(manager, handoff, first.Id.ToString());
        await GiveAsync(manager, handoff, second.Id.ToString());

        Assert.Equal(first.Id, (await app.HandoffNowAsync(handoff.Id)).OwnerId);
        Assert.NotEmpty((await manager.OpenAsync(Path)).QuerySelectorAll(".flash.warning"));
    }

    [Fact]
    public async Task Nobody_who_left_or_never_was_in_sales_is_given_a_lead()
    {
        var marketer = await app.AddStaffAsync(Roles.Marketer);
        var (_, handoff) = await LateAsync();

        var refused = await GiveAsync(await app.SignedInAsync(Roles.SalesManager), handoff, marketer.Id.ToString());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Null((await app.HandoffNowAsync(handoff.Id)).OwnerId);
    }

    [Fact]
    public async Task A_marketer_looks_and_gives_nothing_away()
    {
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        var (_, handoff) = await LateAsync();
        var marketer = await app.SignedInAsync(Roles.Marketer);
        var page = await marketer.OpenAsync(Path);
        Assert.Empty(page.QuerySelectorAll("select[name=owner]"));

        var refused = await GiveAsync(marketer, handoff, rep.Id.ToString());

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null((await app.HandoffNowAsync(handoff.Id)).OwnerId);
    }

    [Fact]
    public async Task An_empty_desk_says_so()
    {
        await using var alone = await WebApp.StartAsync(app.Server);
        var page = await (await alone.SignedInAsync(Roles.Admin)).OpenAsync(Path);
        Assert.Contains("Nothing runs out", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("No lead was rejected", page.Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task<(Domain.Leads.Lead Lead, Handoff Handoff)> LateAsync()
    {
        var lead = await app.LeadAsync(Stage.Mql);
        return (lead, await app.HandOffAsync(lead, waited: TimeSpan.FromDays(2)));
    }

    private static async Task<HttpResponseMessage> GiveAsync(HttpClient client, Handoff handoff, string owner)
    {
        var page = await client.OpenAsync(Path);
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await client.PostAsync(
            Path + "?handler=give",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["__RequestVerificationToken"] = token,
                    ["handoff"] = handoff.Id.ToString(),
                    ["version"] = handoff.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["owner"] = owner,
                }
            ),
            Cancel
        );
    }

    private static async Task ChangeAsync(WebApp app, Guid id, Action<Handoff> change) =>
        await app.DbAsync(async db =>
        {
            change(await db.Handoffs.SingleAsync(handoff => handoff.Id == id, Cancel));
            return await db.SaveChangesAsync(Cancel);
        });
}
