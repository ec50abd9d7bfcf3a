using System.Net;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Scoring;
using LeadGen.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Handoffs;

public sealed class RoutedHandoffTests(LeadGen.Testing.PostgresServer server)
{
    [Fact]
    public async Task Without_members_a_hand_off_is_unclaimed_in_the_default_team_and_any_rep_takes_it()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);

        Assert.Equal("Sales", handoff.Text("team"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, handoff["owner"].ValueKind);
        Assert.Equal(
            TimeSpan.FromHours(1),
            handoff["accept_due"].GetDateTimeOffset() - handoff["opened_at"].GetDateTimeOffset()
        );
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var page = await rep.OpenAsync($"/queue?at={handoff.Id}");
        await rep.FollowAsync(await rep.PressAsync("/queue", page.QuerySelector(".at button[value=accept]")));
        Assert.Equal(HandoffState.Accepted, (await app.HandoffNowAsync(handoff.Id)).State);
    }

    [Fact]
    public async Task Fifty_that_open_at_once_are_shared_by_capacity_within_one()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var team = await app.DefaultTeamAsync();
        var (one, two, three) = (
            await app.MemberAsync(team),
            await app.MemberAsync(team, capacity: 2),
            await app.MemberAsync(team, capacity: 2)
        );
        var away = await app.MemberAsync(team, capacity: 5);
        await app.AbsentAsync(away.Id);
        var leads = new List<Guid>();
        for (var i = 0; i < 50; i++)
        {
            leads.Add((await app.LeadAsync(score: null, email: $"p{i}@firm{i}.example")).Id);
        }

        await Task.WhenAll(leads.Select(lead => RaiseHandAsync(app, lead)));

        var owners = await app.DbAsync(db => db.Handoffs.AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(50, owners.Count);
        Assert.Equal(10, owners.Count(handoff => handoff.OwnerId == one.Id));
        Assert.Equal(20, owners.Count(handoff => handoff.OwnerId == two.Id));
        Assert.Equal(20, owners.Count(handoff => handoff.OwnerId == three.Id));
        Assert.Equal(
            50,
            await app.DbAsync(db =>
                db.Set<Notification>().CountAsync(told => told.Kind == NotificationKind.Offered, Cancel)
            )
        );
    }

    [Fact]
    public async Task A_rule_sends_to_its_team_and_who_owns_the_account_comes_before_whose_turn_it_is()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var germans = await app.TeamAsync("Germany");
        var first = await app.MemberAsync(germans);
        var second = await app.MemberAsync(germans);
        await app.RuleAsync(germans, null, new RoutingCondition("country", FactOperator.OneOf, ["DE", "AT"]));

        var known = await OpenAsync(api, app, "a@known-firm.example", "DE");
        Assert.Equal("Germany", known.Text("team"));
        var owner = known["owner"].GetProperty("id").GetGuid();
        (await api.PostAnswerAsync($"/api/v1/handoffs/{known.Id}/accept", new { version = 1 })).Is(HttpStatusCode.OK);
        var same = await OpenAsync(api, app, "b@known-firm.example", "DE");
        var again = await OpenAsync(api, app, "c@known-firm.example", "DE");
        var elsewhere = await OpenAsync(api, app, "d@other-firm.example", "FR");

        Assert.Contains(owner, new[] { first.Id, second.Id });
        Assert.Equal(owner, same["owner"].GetProperty("id").GetGuid());
        Assert.Equal(owner, again["owner"].GetProperty("id").GetGuid());
        Assert.Equal("Sales", elsewhere.Text("team"));
    }

    [Fact]
    public async Task Who_is_not_in_the_team_gets_403_with_what_to_do_and_members_and_managers_may_act()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var member = await app.MemberAsync(await app.DefaultTeamAsync());
        var handoff = await api.NewHandoffAsync(app);
        var outsider = await app.AddStaffAsync(Roles.SalesRep);
        var path = $"/queue?at={handoff.Id}";

        using var stranger = await app.SignInAsync(outsider);
        var page = await stranger.OpenAsync(path);
        using var refused = await stranger.PressAsync(path, page.QuerySelector(".at button[value=accept]"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains(
            "you are not in it. Ask a sales manager",
            (await refused.PageAsync()).Flash(),
            StringComparison.Ordinal
        );
        (
            await api.PostAnswerAsync($"/api/v1/handoffs/{handoff.Id}/accept", new { version = 1, owner = outsider.Id })
        ).IsInvalid("owner");
        Assert.Equal(HandoffState.Open, (await app.HandoffNowAsync(handoff.Id)).State);

        using var colleague = await app.SignInAsync(member);
        page = await colleague.OpenAsync(path);
        page = await colleague.FollowAsync(
            await colleague.PressAsync(path, page.QuerySelector(".at button[value=accept]"))
        );
        Assert.Equal(member.Id, (await app.HandoffNowAsync(handoff.Id)).OwnerId);
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        page = await manager.OpenAsync(path);
        await manager.FollowAsync(await manager.PressAsync(path, page.QuerySelector(".at button[value=start]")));
        Assert.Equal(HandoffState.Started, (await app.HandoffNowAsync(handoff.Id)).State);
    }

    [Fact]
    public async Task A_stronger_qualification_stays_with_who_had_accepted_and_takes_nobodys_turn()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var team = await app.DefaultTeamAsync();
        await app.MemberAsync(team);
        await app.MemberAsync(team);
        var lead = await app.LeadAsync(Stage.Mql);
        var open = await app.HandOffAsync(lead);
        var keeper = await app.AddStaffAsync(Roles.SalesManager);
        (await api.PostAnswerAsync($"/api/v1/handoffs/{open.Id}/accept", new { version = 1, owner = keeper.Id })).Is(
            HttpStatusCode.OK
        );

        await RaiseHandAsync(app, lead.Id);

        var next = await app.DbAsync(db =>
            db.Handoffs.AsNoTracking().Where(Queries.IsOpen).SingleAsync(h => h.LeadId == lead.Id, Cancel)
        );
        Assert.Equal((HandoffState.Accepted, keeper.Id, team), (next.State, next.OwnerId, next.TeamId));
        var turns = await app.DbAsync(db => db.Set<TeamTurns>().SingleAsync(row => row.TeamId == team, Cancel));
        Assert.Empty(turns.Positions);
    }

    private static async Task<Answer> OpenAsync(HttpClient api, WebApp app, string email, string country)
    {
        var lead = await api.NewLeadAsync(
            new
            {
                email,
                country,
                next_step = "contact",
            }
        );
        await app.DoneAsync();
        var list = await api.GetAnswerAsync($"/api/v1/handoffs?lead_id={lead}");
        return new Answer(list.Status, Assert.Single(list["items"].EnumerateArray()), list.Http);
    }

    /// <summary>The lead asks to be contacted, and is looked at in a transaction of its own.</summary>
    private static async Task RaiseHandAsync(WebApp app, Guid lead)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var now = app.Clock.GetUtcNow();
        var touchpoint = new Domain.Touchpoints.Touchpoint
        {
            Id = Guid.CreateVersion7(now),
            LeadId = lead,
            Kind = "form_submitted",
            OccurredAt = now,
            RecordedAt = now,
            Properties = new Dictionary<string, string> { ["next_step"] = "contact" },
        };
        db.Touchpoints.Add(touchpoint);
        await db.SaveChangesAsync(Cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        await scope
            .ServiceProvider.GetRequiredService<Rescorer>()
            .ScoreAsync([RescoreQueue.Request(lead, MoveCause.Touchpoint, now, touchpoint.Id)], Cancel);
        await transaction.CommitAsync(Cancel);
    }
}
