using System.Net;
using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Api;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Queue;

public sealed class NotificationTests(LeadGen.Testing.PostgresServer server)
{
    [Fact]
    public async Task The_bell_counts_what_is_unread_and_the_page_marks_it_read()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var member = await app.MemberAsync(await app.DefaultTeamAsync());
        var first = await api.NewHandoffAsync(app);
        await api.NewHandoffAsync(app);
        using var rep = await app.SignInAsync(member);
        using var other = await app.SignedInAsync(Roles.SalesRep);

        var page = await rep.OpenAsync("/notifications");
        Assert.Equal("Notifications, 2 unread 2", page.QuerySelector(".bell").Reads());
        Assert.Contains("is yours to accept", page.QuerySelector("main li").Reads(), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/queue?at={first.Id}']"));
        var one = page.QuerySelector("main li form button");
        Assert.Contains(
            "Nothing yet",
            (await other.OpenAsync("/notifications")).Body.Reads(),
            StringComparison.Ordinal
        );

        page = await rep.FollowAsync(await rep.PressAsync("/notifications", one));
        Assert.Equal("Notifications, 1 unread 1", page.QuerySelector(".bell").Reads());
        page = await rep.FollowAsync(
            await rep.PressAsync("/notifications", page.QuerySelector(".page-head form button"))
        );
        Assert.Equal("Notifications", page.QuerySelector(".bell").Reads());
    }

    [Fact]
    public async Task A_manager_gives_a_hand_off_to_somebody_else_and_a_rep_can_not()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var team = await app.DefaultTeamAsync();
        var member = await app.MemberAsync(team);
        var handoff = await api.NewHandoffAsync(app);
        var next = await app.MemberAsync(team);
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        using var rep = await app.SignInAsync(member);
        var path = $"/queue?at={handoff.Id}";
        Assert.Null((await rep.OpenAsync(path)).QuerySelector("form[action*=reassign]"));
        var page = await manager.OpenAsync(path);
        var button = page.QuerySelector("form[action*=reassign] button");

        var given = await manager.FollowAsync(await manager.PressAsync(path, button, ("to", $"{team} {next.Id}")));
        Assert.Equal("Given to them, and they are told.", given.Flash());
        var now = await app.HandoffNowAsync(handoff.Id);
        Assert.Equal((next.Id, AssignedBy.Reassigned), (now.OwnerId!.Value, now.Assignments[^1].By));
        using var told = await app.SignInAsync(next);
        Assert.Equal("Notifications, 1 unread 1", (await told.OpenAsync("/queue")).QuerySelector(".bell").Reads());

        // With the version of before it is another's word by now.
        var late = await manager.FollowAsync(await manager.PressAsync(path, button, ("to", $"{team}")));
        Assert.StartsWith("Nothing was changed.", late.Flash(), StringComparison.Ordinal);
        using var refused = await rep.PressAsync(path, button, ("to", $"{team}"));
        Assert.NotEqual(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Equal(next.Id, (await app.HandoffNowAsync(handoff.Id)).OwnerId);
    }
}
