using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Handoffs;

public sealed class PromiseRoadTests(LeadGen.Testing.PostgresServer server)
{
    [Fact]
    public async Task What_is_not_accepted_is_reminded_of_then_offered_to_the_next_and_then_in_the_pool_each_once()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var team = await app.DefaultTeamAsync();
        await app.MemberAsync(team);
        await app.MemberAsync(team);
        var manager = await app.AddStaffAsync(Roles.SalesManager);
        var opened = await api.NewHandoffAsync(app);
        var first = opened["owner"].GetProperty("id").GetGuid();

        await AfterAsync(app, TimeSpan.FromMinutes(44));
        Assert.Equal([NotificationKind.Offered], await ToldAsync(app, first));
        await AfterAsync(app, TimeSpan.FromMinutes(2));
        Assert.Equal([NotificationKind.Offered, NotificationKind.AcceptReminder], await ToldAsync(app, first));
        Assert.Equal(1, (await app.HandoffNowAsync(opened.Id)).Version);

        await AfterAsync(app, TimeSpan.FromMinutes(15));
        var again = await app.HandoffNowAsync(opened.Id);
        var breach = Assert.Single(again.Breaches);
        Assert.Equal((PromiseStep.AcceptBreach, first), (breach.Promise, breach.OwnerId));
        Assert.NotNull(again.OwnerId);
        Assert.NotEqual(first, again.OwnerId);
        Assert.Equal([NotificationKind.Offered], await ToldAsync(app, again.OwnerId.Value));
        Assert.Equal([NotificationKind.AcceptBreach], await ToldAsync(app, manager.Id));

        await AfterAsync(app, TimeSpan.FromHours(1));
        Assert.Null((await app.HandoffNowAsync(opened.Id)).OwnerId);
        Assert.Equal([NotificationKind.AcceptBreach, NotificationKind.Pool], await ToldAsync(app, manager.Id));

        await AfterAsync(app, TimeSpan.FromDays(3));
        var told = await api.GetAnswerAsync($"/api/v1/leads/{opened["lead_id"].GetGuid()}/timeline");
        var kinds = told["items"].EnumerateArray().Select(item => item.GetProperty("kind").GetString()).ToList();
        Assert.Equal(["pool", "reoffered", "accept_breach"], kinds.Take(3));
        Assert.Equal(5, await app.DbAsync(db => db.Set<Notification>().CountAsync(Cancel)));
        var now = await api.GetAnswerAsync($"/api/v1/handoffs/{opened.Id}");
        Assert.Equal("accept", Assert.Single(now["breaches"].EnumerateArray()).GetString());
    }

    [Fact]
    public async Task What_is_accepted_and_not_started_is_reminded_of_and_then_recorded_and_told()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var rep = await app.MemberAsync(await app.DefaultTeamAsync());
        var manager = await app.AddStaffAsync(Roles.SalesManager);
        var opened = await api.NewHandoffAsync(app);
        await api.PostAnswerAsync($"/api/v1/handoffs/{opened.Id}/accept", new { version = 1 });

        await AfterAsync(app, TimeSpan.FromHours(17));
        Assert.Equal([NotificationKind.Offered], await ToldAsync(app, rep.Id));
        await AfterAsync(app, TimeSpan.FromHours(2));
        await AfterAsync(app, TimeSpan.FromHours(6));
        await AfterAsync(app, TimeSpan.FromDays(6));

        Assert.Equal(
            [NotificationKind.Offered, NotificationKind.StartReminder, NotificationKind.StartBreach],
            await ToldAsync(app, rep.Id)
        );
        Assert.Equal([NotificationKind.StartBreach], await ToldAsync(app, manager.Id));
        var late = await app.HandoffNowAsync(opened.Id);
        Assert.Equal((HandoffState.Accepted, rep.Id), (late.State, late.OwnerId));
        Assert.Equal(PromiseStep.StartBreach, Assert.Single(late.Breaches).Promise);
    }

    [Fact]
    public async Task What_is_done_in_time_is_not_told_of()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        await app.AddStaffAsync(Roles.SalesManager);
        var (started, closed) = (await api.NewHandoffAsync(app), await api.NewHandoffAsync(app));
        await api.PostAnswerAsync($"/api/v1/handoffs/{started.Id}/accept", new { version = 1 });
        await api.PostAnswerAsync($"/api/v1/handoffs/{started.Id}/start", new { version = 2 });
        await api.PostAnswerAsync($"/api/v1/handoffs/{closed.Id}/recycle", new { version = 1, reason = "timing" });

        await AfterAsync(app, TimeSpan.FromDays(9));

        Assert.Equal(0, await app.DbAsync(db => db.Set<Notification>().CountAsync(Cancel)));
        Assert.Equal(0, await app.DbAsync(db => db.Set<HandoffStep>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task Two_instances_do_each_step_of_many_hand_offs_once()
    {
        await using var app = await WebApp.StartAsync(server);
        var (manager, ids) = await PromiseData.ManyDueAsync(app, 600);

        var (one, other) = (Road(app), Road(app));
        await Task.WhenAll(one.DrainAsync(Cancel), other.DrainAsync(Cancel), one.DrainAsync(Cancel));

        await PromiseData.DoneOnceAsync(app, manager, ids);
    }

    [Fact]
    public async Task What_a_killed_instance_had_begun_another_does()
    {
        await using var app = await WebApp.StartAsync(server);
        var (manager, ids) = await PromiseData.ManyDueAsync(app, 50);
        // It did the steps, and died before it could say so.
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            Assert.Equal(
                50,
                await scope.ServiceProvider.GetRequiredService<PromiseKeeper>().KeepAsync(PromiseRoad.BatchSize, Cancel)
            );
            // While it lives nobody else is at them, and nobody waits.
            Assert.False(await Road(app).NextAsync(Cancel));
            await transaction.RollbackAsync(Cancel);
        }

        await Road(app).DrainAsync(Cancel);

        await PromiseData.DoneOnceAsync(app, manager, ids);
    }

    /// <summary>An instance of its own.</summary>
    private static PromiseRoad Road(WebApp app) => ActivatorUtilities.CreateInstance<PromiseRoad>(app.Services);

    private static async Task AfterAsync(WebApp app, TimeSpan time)
    {
        app.Clock.Advance(time);
        await Road(app).DrainAsync(Cancel);
    }

    private static Task<List<NotificationKind>> ToldAsync(WebApp app, Guid staff) =>
        app.DbAsync(db =>
            db.Set<Notification>()
                .Where(told => told.StaffId == staff)
                .OrderBy(told => told.At)
                .Select(told => told.Kind)
                .ToListAsync(Cancel)
        );
}
