using System.Globalization;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Touchpoints;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Tasks;
using LeadGen.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Tasks;

public sealed class TaskTests(PostgresServer server)
{
    [Fact]
    public async Task A_task_is_added_on_the_page_of_a_lead_stands_there_and_in_the_list_and_is_done_by_one_button()
    {
        await using var app = await WebApp.StartAsync(server);
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        using var browser = await app.SignInAsync(rep);
        var lead = await app.LeadAsync();
        var empty = await browser.OpenAsync("/tasks");
        Assert.Contains("Nothing to do", empty.QuerySelector("main")?.TextContent, StringComparison.Ordinal);

        var path = $"/leads/{lead.Id}/task";
        var form = await browser.OpenAsync(path);
        Assert.Equal(rep.Id.ToString(), ((IHtmlSelectElement)form.QuerySelector("[name=staff]")!).Value);
        var button = form.QuerySelector("main form button");
        var page = await browser.FollowAsync(
            await browser.PressAsync(path, button, ("title", "Send the <price> list"))
        );
        Assert.Contains("told when it is due", page.Flash(), StringComparison.Ordinal);
        Assert.Contains(
            "Send the <price> list",
            page.QuerySelector("#tasks li strong")?.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("Due tomorrow at 09:00", page.QuerySelector("#tasks li").Reads(), StringComparison.Ordinal);
        // The same form once more adds nothing.
        await browser.FollowAsync(await browser.PressAsync(path, button, ("title", "Send the <price> list")));

        var list = await browser.OpenAsync("/tasks");
        var row = Assert.Single(list.QuerySelectorAll("main li"));
        Assert.Contains("Jonas Weber", row.Reads(), StringComparison.Ordinal);
        var done = await browser.FollowAsync(
            await browser.PressAsync("/tasks?handler=done", row.QuerySelector("button"))
        );
        Assert.Contains("Done", done.Flash(), StringComparison.Ordinal);
        Assert.Empty(done.QuerySelectorAll("main li"));
        var again = await browser.FollowAsync(
            await browser.PressAsync("/tasks?handler=done", row.QuerySelector("button"))
        );
        Assert.Contains("already", again.Flash(), StringComparison.Ordinal);
        var story = await browser.OpenAsync($"/leads/{lead.Id}");
        Assert.Contains(
            "Task done Send the <price> list",
            story.QuerySelector("#timeline").Reads(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            1,
            await app.DbAsync(db => db.Touchpoints.CountAsync(t => t.Kind == TouchpointKinds.TaskDone, Cancel))
        );
    }

    [Fact]
    public async Task What_is_wrong_with_a_task_is_said_at_its_field_and_nothing_is_kept()
    {
        await using var app = await WebApp.StartAsync(server);
        using var browser = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        var marketer = await app.AddStaffAsync(Roles.Marketer);
        var path = $"/leads/{lead.Id}/task";
        var button = (await browser.OpenAsync(path)).QuerySelector("main form button");

        using var answer = await browser.PressAsync(
            path,
            button,
            ("title", " "),
            ("due", "2020-01-01T09:00"),
            ("staff", marketer.Id.ToString())
        );

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(3, (await answer.PageAsync()).QuerySelectorAll(".error-summary li").Length);
        Assert.Equal(0, await app.DbAsync(db => db.Set<LeadTask>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_rep_does_not_do_the_tasks_of_others_and_a_manager_may()
    {
        await using var app = await WebApp.StartAsync(server);
        var owner = await app.AddStaffAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        var id = await AddAsync(app, lead.Id, owner.Id, app.Clock.GetUtcNow().AddDays(1));
        using var other = await app.SignedInAsync(Roles.SalesRep);
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        var seen = await other.OpenAsync($"/leads/{lead.Id}");
        Assert.NotNull(seen.QuerySelector("#tasks li"));
        Assert.Null(seen.QuerySelector("#tasks li button"));

        // With the form of a manager, and the rep's own token in it.
        var button = (await manager.OpenAsync($"/leads/{lead.Id}")).QuerySelector("#tasks li button");
        var token = (
            (IHtmlInputElement)(await other.OpenAsync("/account")).QuerySelector("[name=__RequestVerificationToken]")!
        ).Value;
        var refused = await other.FollowAsync(
            await other.PressAsync("/tasks", button, ("__RequestVerificationToken", token))
        );
        Assert.Contains("somebody else", refused.Flash(), StringComparison.Ordinal);
        Assert.Null((await TaskAsync(app, id)).DoneAt);
        await manager.FollowAsync(await manager.PressAsync("/tasks", button));
        Assert.NotNull((await TaskAsync(app, id)).DoneAt);
    }

    [Fact]
    public async Task When_it_is_due_they_are_told_once_by_two_instances_too()
    {
        await using var app = await WebApp.StartAsync(server);
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        var due = app.Clock.GetUtcNow().AddHours(2);
        for (var i = 0; i < 30; i++)
        {
            await AddAsync(app, lead.Id, rep.Id, due);
        }

        var done = await AddAsync(app, lead.Id, rep.Id, due);
        await WithDeskAsync(app, desk => desk.DoneAsync(done, rep.Id, "Mina", Cancel));
        Assert.Equal(0, await WithDeskAsync(app, desk => desk.RemindAsync(Cancel)));
        app.Clock.Advance(TimeSpan.FromHours(2.1));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => WithDeskAsync(app, desk => desk.RemindAsync(Cancel))));
        await WithDeskAsync(app, desk => desk.RemindAsync(Cancel));

        var told = await app.DbAsync(db => db.Set<Notification>().AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(30, told.Count);
        Assert.All(
            told,
            one => Assert.Equal((rep.Id, NotificationKind.TaskDue, "Call back"), (one.StaffId, one.Kind, one.About))
        );
        var mail = JsonColumn.Read<NoticeMail>(Assert.Single(await app.MailsAsync()).Data);
        Assert.Equal("Due for Jonas Weber: Call back", mail.Lines[0].Text);
        using var browser = await app.SignInAsync(rep);
        var bell = await browser.OpenAsync("/notifications");
        Assert.NotNull(bell.QuerySelector($"main a[href='/leads/{lead.Id}']"));
    }

    [Theory]
    [InlineData("2027-03-28T02:30", "Europe/Berlin", "2027-03-28T01:30:00Z")]
    [InlineData("2027-03-28T03:30", "Europe/Berlin", "2027-03-28T01:30:00Z")]
    [InlineData("2027-01-10T09:00", "America/New_York", "2027-01-10T14:00:00Z")]
    public void The_time_that_is_typed_is_that_of_their_clock(string typed, string zone, string instant) =>
        Assert.Equal(
            DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
            StaffZone.Of(zone).At(DateTime.Parse(typed, CultureInfo.InvariantCulture))
        );

    private static async Task<Guid> AddAsync(WebApp app, Guid lead, Guid staff, DateTimeOffset due)
    {
        var id = Guid.CreateVersion7(app.Clock.GetUtcNow());
        Assert.True(
            await WithDeskAsync(
                app,
                desk => desk.AddAsync(new TaskEntry(id, lead, "Call back", due, staff, "Mina"), Cancel)
            )
        );
        return id;
    }

    private static Task<LeadTask> TaskAsync(WebApp app, Guid id) =>
        app.DbAsync(db => db.Set<LeadTask>().AsNoTracking().SingleAsync(task => task.Id == id, Cancel));

    private static async Task<T> WithDeskAsync<T>(WebApp app, Func<TaskDesk, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TaskDesk>());
    }
}
