using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Handoffs;

public sealed class WakeUpTaskTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task On_its_day_a_recycled_lead_is_called_to_mind_once_and_stays_where_it_is()
    {
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        var (lead, recycled) = await RecycledAsync(rep.Id);
        Assert.Equal(0, await RemindAsync());
        using var browser = await app.SignInAsync(rep);
        Assert.Contains(
            "Look at it again: Not the right time",
            (await browser.OpenAsync("/tasks")).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );

        app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, await RemindAsync());
        Assert.Equal(0, await RemindAsync());

        var told = await app.DbAsync(db =>
            db.Set<Notification>().AsNoTracking().SingleAsync(one => one.LeadId == lead, Cancel)
        );
        Assert.Equal((rep.Id, NotificationKind.TaskDue), (told.StaffId, told.Kind));
        Assert.Equal(Stage.Recycled, (await app.LeadNowAsync(lead)).Stage);
        Assert.Equal(HandoffState.Recycled, (await app.HandoffNowAsync(recycled.Id)).State);
    }

    [Fact]
    public async Task Who_takes_the_recycling_back_takes_the_task_back()
    {
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        var (lead, recycled) = await RecycledAsync(rep.Id);

        await WithAsync<HandoffDesk, HandoffResult>(desk =>
            desk.UndoAsync(new(recycled.Id, recycled.Version, "Rep") { ActorId = rep.Id, StaffId = rep.Id }, Cancel)
        );

        Assert.Equal(HandoffState.Open, (await app.HandoffNowAsync(recycled.Id)).State);
        Assert.False(await app.DbAsync(db => db.Set<LeadTask>().AnyAsync(task => task.LeadId == lead, Cancel)));
    }

    [Fact]
    public async Task Of_who_has_left_by_then_and_of_a_program_a_manager_is_told()
    {
        await using var alone = await WebApp.StartAsync(app.Server);
        var manager = await alone.AddStaffAsync(Roles.SalesManager);
        var rep = await alone.AddStaffAsync(Roles.SalesRep);
        await RecycledAsync(rep.Id, alone);
        await RecycledAsync(null, alone);
        await alone.DbAsync(db =>
            db.Users.Where(user => user.Id == rep.Id)
                .ExecuteUpdateAsync(user => user.SetProperty(u => u.DeactivatedAt, alone.Clock.GetUtcNow()), Cancel)
        );
        alone.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Equal(2, await WithAsync<TaskDesk, int>(desk => desk.RemindAsync(Cancel), alone));

        var told = await alone.DbAsync(db => db.Set<Notification>().Select(one => one.StaffId).ToListAsync(Cancel));
        Assert.Equal([manager.Id, manager.Id], told);
        Assert.Equal(2, await alone.DbAsync(db => db.Set<LeadTask>().CountAsync(t => t.StaffId == manager.Id, Cancel)));
    }

    /// <param name="rep">Null where a program recycles what nobody has.</param>
    private async Task<(Guid Lead, Handoff Handoff)> RecycledAsync(Guid? rep, WebApp? on = null)
    {
        on ??= app;
        var (lead, handoff) = await on.HandedOverAsync();
        var action = new HandoffAction(
            handoff.Id,
            handoff.Version,
            "Rep",
            Reason: "timing",
            Until: on.Clock.GetUtcNow().AddDays(30)
        )
        {
            ActorId = rep ?? Guid.CreateVersion7(DateTimeOffset.UnixEpoch),
            StaffId = rep,
        };
        Assert.IsType<HandoffResult.Done>(
            await WithAsync<HandoffDesk, HandoffResult>(desk => desk.ActAsync(HandoffVerb.Recycle, action, Cancel), on)
        );
        return (lead.Id, await on.HandoffNowAsync(handoff.Id));
    }

    private Task<int> RemindAsync() => WithAsync<TaskDesk, int>(desk => desk.RemindAsync(Cancel));

    private async Task<TResult> WithAsync<TDesk, TResult>(Func<TDesk, Task<TResult>> work, WebApp? on = null)
        where TDesk : notnull
    {
        await using var scope = (on ?? app).Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TDesk>());
    }
}
