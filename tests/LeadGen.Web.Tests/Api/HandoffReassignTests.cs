using System.Net;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Api;

public sealed class HandoffReassignTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task An_open_one_is_given_to_a_rep_who_is_told_and_to_a_team_for_whoever_takes_it_first()
    {
        using var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);
        var team = await app.TeamAsync("North");
        var member = await app.MemberAsync(team);

        var given = await ReassignAsync(api, handoff.Id, new { version = 1, owner = member.Email });
        given.Is(HttpStatusCode.OK);
        Assert.Equal(member.Id, given["owner"].GetProperty("id").GetGuid());
        Assert.Equal(("open", 2), (given.Text("state"), given["version"].GetInt32()));
        Assert.Equal(handoff["accept_due"].GetDateTimeOffset(), given["accept_due"].GetDateTimeOffset());
        Assert.Equal(
            NotificationKind.Offered,
            (
                await app.DbAsync(db =>
                    db.Set<Notification>()
                        .SingleAsync(one => one.StaffId == member.Id && one.HandoffId == handoff.Id, Cancel)
                )
            ).Kind
        );

        var pool = await ReassignAsync(api, handoff.Id, new { version = 2, team = "north" });
        pool.Is(HttpStatusCode.OK);
        Assert.Equal("North", pool.Text("team"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, pool["owner"].ValueKind);

        (
            await ReassignAsync(
                api,
                handoff.Id,
                new
                {
                    version = 3,
                    team,
                    owner = member.Id,
                }
            )
        ).Is(HttpStatusCode.OK);
        Assert.Equal((team, member.Id), Of(await app.HandoffNowAsync(handoff.Id)));
    }

    [Fact]
    public async Task Nobody_gets_one_who_is_not_in_sales_or_not_of_the_team()
    {
        using var api = await app.WithFullKeyAsync();
        var id = (await api.NewHandoffAsync(app)).Id;
        var marketer = await app.AddStaffAsync(Roles.Marketer);
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        await app.TeamAsync("South");

        (await ReassignAsync(api, id, new { version = 1 })).IsInvalid("owner");
        (await ReassignAsync(api, id, new { owner = rep.Id })).IsInvalid("version");
        (await ReassignAsync(api, id, new { version = 1, owner = marketer.Id })).IsInvalid("owner");
        (await ReassignAsync(api, id, new { version = 1, owner = "nobody@nowhere.example" })).IsInvalid("owner");
        (await ReassignAsync(api, id, new { version = 1, team = "Nowhere" })).IsInvalid("team");
        (
            await ReassignAsync(
                api,
                id,
                new
                {
                    version = 1,
                    team = "South",
                    owner = rep.Id,
                }
            )
        ).IsInvalid("owner");
        Assert.Equal(1, (await app.HandoffNowAsync(id)).Version);
    }

    [Fact]
    public async Task A_stale_version_is_409_with_the_present_state_and_so_is_one_that_is_closed()
    {
        using var api = await app.WithFullKeyAsync();
        var id = (await api.NewHandoffAsync(app)).Id;
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        (await api.PostAnswerAsync($"/api/v1/handoffs/{id}/accept", new { version = 1 })).Is(HttpStatusCode.OK);

        var late = await ReassignAsync(api, id, new { version = 1, owner = rep.Id });
        var present = late.IsProblem(HttpStatusCode.Conflict)["handoff"];
        Assert.Equal(
            ("accepted", 2),
            (present.GetProperty("state").GetString(), present.GetProperty("version").GetInt32())
        );
        (await ReassignAsync(api, id, new { version = 2, owner = rep.Id })).Is(HttpStatusCode.OK);
        Assert.Equal(rep.Id, (await app.LeadNowAsync((await app.HandoffNowAsync(id)).LeadId)).OwnerId);

        await api.PostAnswerAsync($"/api/v1/handoffs/{id}/recycle", new { version = 3, reason = "timing" });
        (await ReassignAsync(api, id, new { version = 4, owner = rep.Id })).IsProblem(HttpStatusCode.Conflict);
        (
            await ReassignAsync(api, Guid.CreateVersion7(DateTimeOffset.UnixEpoch), new { version = 1, owner = rep.Id })
        ).IsProblem(HttpStatusCode.NotFound);
        using var reader = await app.WithKeyAsync(ApiScopes.LeadsRead);
        (await ReassignAsync(reader, id, new { version = 4, owner = rep.Id })).IsProblem(HttpStatusCode.Forbidden);
    }

    private static (Guid?, Guid?) Of(Domain.Handoffs.Handoff handoff) => (handoff.TeamId, handoff.OwnerId);

    private static Task<Answer> ReassignAsync(HttpClient api, Guid id, object body) =>
        api.PostAnswerAsync($"/api/v1/handoffs/{id}/reassign", body);
}
