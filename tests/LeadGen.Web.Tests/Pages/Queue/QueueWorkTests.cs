using System.Net;
using AngleSharp.Dom;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Pages.Queue;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Pages.Queue;

/// <summary>Several at once, what others do, the switch of the keys, and looking for one.</summary>
public sealed class QueueWorkTests(PostgresServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Those_that_are_ticked_are_done_with_one_reason_and_who_moved_on_is_named()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        using var other = await app.SignedInAsync(Roles.SalesRep, Roles.Admin);
        var handoffs = new List<Handoff>();
        foreach (var name in new[] { "One", "Two", "Three" })
        {
            handoffs.Add(await app.HandOffAsync(await app.LeadAsync(Stage.Mql, name, "Lead")));
        }

        var seen = await rep.OpenAsync("/queue");
        var row = (await other.OpenAsync("/queue")).GetElementById($"h-{handoffs[1].Id}");
        await other.PressAsync("/queue", row!.QuerySelector("button[value=accept]"));
        var done = await rep.FollowAsync(
            await rep.PressAsync("/queue", seen.QuerySelector("#bulk button[value=reject]"), Picks(handoffs, "spam"))
        );

        Assert.StartsWith(
            "2 of 3 rejected. 1 not: Two Lead: SalesRep Admin took it ",
            done.Flash(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [HandoffState.Rejected, HandoffState.Accepted, HandoffState.Rejected],
            await StatesAsync(app, handoffs)
        );
        Assert.Equal("spam", (await app.HandoffNowAsync(handoffs[0].Id)).Reason);
    }

    [Fact]
    public async Task Several_are_accepted_by_one_press()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (_, one) = await app.HandedOverAsync();
        var (_, two) = await app.HandedOverAsync();
        var button = (await rep.OpenAsync("/queue")).QuerySelector("#bulk button[value=accept]");

        var done = await rep.FollowAsync(await rep.PressAsync("/queue", button, Picks([one, two], "")));

        Assert.Equal("2 of 2 accepted.", done.Flash());
        Assert.NotNull((await app.HandoffNowAsync(two.Id)).OwnerId);
    }

    [Fact]
    public async Task What_was_done_to_several_is_taken_back_by_one_press_but_for_those_that_moved_on()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (_, one) = await app.HandedOverAsync();
        var (_, two) = await app.HandedOverAsync();
        var bulk = (await rep.OpenAsync("/queue")).QuerySelector("#bulk button[value=accept]");
        var accepted = await rep.FollowAsync(await rep.PressAsync("/queue", bulk, Picks([one, two], "")));
        var undo = accepted.QuerySelector(".flash form[action*=undo] button");

        var undone = await rep.FollowAsync(await rep.PressAsync("/queue", undo));
        Assert.Equal("Undone: all 2 are as before.", undone.Flash());
        Assert.Equal([HandoffState.Open, HandoffState.Open], await StatesAsync(app, [one, two]));

        var again = new[] { await app.HandoffNowAsync(one.Id), await app.HandoffNowAsync(two.Id) };
        accepted = await rep.FollowAsync(await rep.PressAsync("/queue", bulk, Picks(again, "")));
        await rep.PressAsync("/queue", accepted.QuerySelector($"#h-{one.Id} button[value=start]"));
        undo = accepted.QuerySelector(".flash form[action*=undo] button");
        var half = await rep.FollowAsync(await rep.PressAsync("/queue", undo));
        Assert.StartsWith("1 of 2 undone. ", half.Flash(), StringComparison.Ordinal);
        Assert.Equal([HandoffState.Started, HandoffState.Open], await StatesAsync(app, [one, two]));
    }

    [Fact]
    public async Task Without_a_reason_that_fits_none_is_done_and_they_stay_ticked()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (_, handoff) = await app.HandedOverAsync();
        var button = (await rep.OpenAsync("/queue")).QuerySelector("#bulk button[value=recycle]");

        foreach (var reason in new[] { "", "spam" })
        {
            using var answer = await rep.PressAsync("/queue", button, Picks([handoff], reason));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var page = await answer.PageAsync();
            Assert.NotNull(page.QuerySelector(".error-summary a[href='#bulk_reason']"));
            Assert.True(page.QuerySelector("input[name=pick]")!.HasAttribute("checked"));
        }

        Assert.Equal(HandoffState.Open, (await app.HandoffNowAsync(handoff.Id)).State);
    }

    [Fact]
    public async Task More_than_fifty_at_once_or_another_verb_are_no_such_post_and_none_says_what_to_do()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (_, handoff) = await app.HandedOverAsync();
        var page = await rep.OpenAsync("/queue");
        var accept = page.QuerySelector("#bulk button[value=accept]");
        var many = Enumerable.Repeat(handoff, BulkPost.Max + 1).ToList();

        using var tooMany = await rep.PressAsync("/queue", accept, Picks(many, ""));
        using var other = await rep.PressAsync("/queue", accept, [.. Picks([handoff], ""), ("verb", "qualify")]);
        var none = await rep.FollowAsync(await rep.PressAsync("/queue", accept, ("pick", "nonsense")));

        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Equal("Nothing was ticked. Tick the leads first.", none.Flash());
        Assert.Equal(HandoffState.Open, (await app.HandoffNowAsync(handoff.Id)).State);
    }

    [Fact]
    public async Task Who_has_the_queue_open_hears_of_it_when_a_colleague_accepts_and_when_one_is_opened()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        using var other = await app.SignedInAsync(Roles.SalesRep);
        await app.HandedOverAsync();
        using var answer = await rep.GetAsync(
            "/queue/events",
            HttpCompletionOption.ResponseHeadersRead,
            SalesData.Cancel
        );
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync(SalesData.Cancel));
        await HearAsync(events); // what was missed until now

        var row = (await other.OpenAsync("/queue")).QuerySelector("tbody button[value=accept]");
        await other.PressAsync("/queue", row);
        await HearAsync(events);
        await app.HandedOverAsync();
        await HearAsync(events);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Roles.Marketer)]
    [InlineData(Roles.ServiceRep)]
    public async Task Nobody_but_sales_hears_what_happens_in_the_queue(string? role)
    {
        await using var app = await WebApp.StartAsync(server);
        using var somebody = role is null ? app.Anonymous() : await app.SignedInAsync(role);
        using var answer = await somebody.GetAsync(
            "/queue/events",
            HttpCompletionOption.ResponseHeadersRead,
            SalesData.Cancel
        );

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Who_switches_the_keys_off_has_them_off_wherever_they_sign_in_and_nobody_else_has()
    {
        await using var app = await WebApp.StartAsync(server);
        var user = await app.AddStaffAsync(Roles.SalesRep);
        using var rep = await app.SignInAsync(user);
        using var colleague = await app.SignedInAsync(Roles.SalesRep);
        var page = await rep.OpenAsync("/queue");
        Assert.Equal("on", KeysOf(page));

        var off = await rep.FollowAsync(await rep.PressAsync("/queue", page.QuerySelector("#keys button[name=keys]")));

        Assert.Equal("off", KeysOf(off));
        using var elsewhere = await app.SignInAsync(user);
        var there = await elsewhere.OpenAsync("/queue");
        Assert.Equal("off", KeysOf(there));
        Assert.Equal("on", KeysOf(await colleague.OpenAsync("/queue")));
        var on = await elsewhere.FollowAsync(
            await elsewhere.PressAsync("/queue", there.QuerySelector("#keys button[name=keys]"))
        );
        Assert.Equal("on", KeysOf(on));
    }

    [Fact]
    public async Task Who_is_in_a_team_sees_what_is_the_teams()
    {
        await using var app = await WebApp.StartAsync(server);
        var user = await app.AddStaffAsync(Roles.SalesRep);
        using var rep = await app.SignInAsync(user);
        await app.HandedOverAsync();
        var (_, theirs) = await app.HandedOverAsync();
        await app.DbAsync(async db =>
        {
            var team = new TeamRow { Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), Name = "North" };
            db.Add(team);
            await db.SaveChangesAsync(SalesData.Cancel);
            db.Add(
                new TeamMember
                {
                    TeamId = team.Id,
                    StaffId = user.Id,
                    Capacity = 1,
                }
            );
            await db.SaveChangesAsync(SalesData.Cancel);
            return await db
                .Handoffs.Where(h => h.Id == theirs.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(h => h.TeamId, team.Id), SalesData.Cancel);
        });

        var rows = (await rep.OpenAsync("/queue?view=team")).QuerySelectorAll("tr[data-row]");

        Assert.Equal([theirs.Id.ToString()], rows.Select(row => row.GetAttribute("data-row")));
    }

    [Fact]
    public async Task One_is_found_by_parts_of_name_and_company()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        await app.HandedOverAsync();
        await app.HandOffAsync(await app.LeadAsync(Stage.Mql, "Mina", "Yilmaz", "Yilmaz_Pumps"));

        var found = await rep.OpenAsync("/queue?q=yilmaz_p%20min");
        Assert.Equal(["Mina Yilmaz"], found.QuerySelectorAll("tbody th a").Select(link => link.Reads()));
        Assert.Contains(
            "q=yilmaz_p",
            found.QuerySelector("[data-details]")!.GetAttribute("href"),
            StringComparison.Ordinal
        );
        Assert.Equal("Nobody found", (await rep.OpenAsync("/queue?q=%25")).QuerySelector(".empty h2").Reads());
    }

    [Fact]
    public async Task The_details_say_what_time_it_is_there_and_that_somebody_called_today()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync(Stage.Mql, facts: new() { ["country"] = "JP", ["phone"] = "+81 3 1234" });
        var handoff = await app.HandOffAsync(lead);
        await app.DbAsync(db =>
        {
            db.Touchpoints.Add(
                new Touchpoint
                {
                    Id = Guid.CreateVersion7(app.Clock.GetUtcNow()),
                    Kind = TouchpointKinds.PhoneCall,
                    LeadId = lead.Id,
                    OccurredAt = app.Clock.GetUtcNow().AddHours(-2.5),
                    RecordedAt = app.Clock.GetUtcNow(),
                }
            );
            return db.SaveChangesAsync(SalesData.Cancel);
        });

        var details = (await rep.OpenAsync($"/queue?at={handoff.Id}")).QuerySelector(".at");

        var tokyo = app.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(9));
        Assert.Contains($"there, {tokyo.DayOfWeek}.", details.Reads(), StringComparison.Ordinal);
        Assert.Contains("In touch already: Phone call, 2 h ago.", details.Reads(), StringComparison.Ordinal);
        Assert.NotNull(details!.QuerySelector("a[href='tel:+8131234']"));
    }

    [Fact]
    public async Task Once_it_is_accepted_queue_and_lead_say_what_to_say_and_what_to_find_out()
    {
        await using var app = await WebApp.StartAsync(server);
        var team = await app.DefaultTeamAsync();
        var rep = await app.MemberAsync(team);
        using var browser = await app.SignInAsync(rep);
        var (lead, handoff) = await app.HandedOverAsync();
        await app.DbAsync(db =>
            db.Handoffs.ExecuteUpdateAsync(all => all.SetProperty(one => one.TeamId, team), SalesData.Cancel)
        );
        var path = $"/queue?at={handoff.Id}";
        var open = await browser.OpenAsync(path);
        Assert.Null(open.QuerySelector("[aria-label='When you call']"));

        var accepted = await browser.FollowAsync(
            await browser.PressAsync(path, open.QuerySelector(".at button[value=accept]"))
        );
        var script = accepted.QuerySelector(".at [aria-label='When you call']").Reads();
        Assert.Contains(
            "Hello Jonas, this is SalesRep. You had a look at bearings. What are you working on at Weber Antriebe?",
            script,
            StringComparison.Ordinal
        );
        Assert.Contains("Find out: Is there a need we can meet? Can they decide", script, StringComparison.Ordinal);

        await app.ChangeRoutingAsync(db =>
            db.Set<TeamRow>().Single(one => one.Id == team).CallWords = "Ciao {first_name}!"
        );
        var page = await browser.OpenAsync($"/leads/{lead.Id}");
        Assert.Contains(
            "Ciao Jonas!",
            page.QuerySelector("[aria-label='When you call']").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_lead_shows_the_score_that_sales_was_told_beside_that_of_now()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (lead, _) = await app.HandedOverAsync();

        var frozen = (await rep.OpenAsync($"/leads/{lead.Id}")).QuerySelector(".frozen").Reads();

        Assert.Matches(@"As it stood on .* later changes leave it as it is\..* Then 110, now \d+ \(−\d+\)", frozen);
    }

    private static (string, string)[] Picks(IEnumerable<Handoff> handoffs, string reason) =>
        [
            .. handoffs.Select(handoff => (BulkPost.Pick, BulkPost.PickOf(handoff.Id, handoff.Version))),
            (BulkPost.Reason, reason),
        ];

    private static async Task<HandoffState[]> StatesAsync(WebApp app, IEnumerable<Handoff> handoffs)
    {
        var states = new List<HandoffState>();
        foreach (var handoff in handoffs)
        {
            states.Add((await app.HandoffNowAsync(handoff.Id)).State);
        }

        return [.. states];
    }

    private static string? KeysOf(IParentNode page) => page.QuerySelector("#queue")!.GetAttribute("data-keys");

    private static async Task HearAsync(StreamReader events)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(SalesData.Cancel);
        late.CancelAfter(Patience);
        while (await events.ReadLineAsync(late.Token) is { } line)
        {
            if (line == "event: changed")
            {
                return;
            }
        }

        Assert.Fail("The events have ended.");
    }
}
