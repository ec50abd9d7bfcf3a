using System.Net;
using System.Text.Json;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Api;

public sealed class HandoffsApiTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Of_fifty_who_accept_at_once_one_wins_and_49_are_told_how_things_stand()
    {
        var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);
        var version = handoff["version"].GetInt32();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => ActAsync(api, handoff.Id, "accept", new { version }))
        );

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        var lost = answers.Where(answer => answer.Status != HttpStatusCode.OK).ToList();
        Assert.Equal(49, lost.Count);
        Assert.All(
            lost,
            answer =>
            {
                var present = answer.IsProblem(HttpStatusCode.Conflict)["handoff"];
                Assert.Equal("accepted", present.GetProperty("state").GetString());
                Assert.Equal(version + 1, present.GetProperty("version").GetInt32());
            }
        );
    }

    [Fact]
    public async Task A_handoff_is_taken_by_a_member_of_staff_named_by_address_or_id()
    {
        var api = await app.WithFullKeyAsync();
        var rep = await NewRepAsync();
        var one = await api.NewHandoffAsync(app);
        var other = await api.NewHandoffAsync(app);

        var byEmail = await ActAsync(api, one.Id, "accept", new { version = 1, owner = rep.Email!.ToUpperInvariant() });
        var byId = await ActAsync(api, other.Id, "accept", new { version = 1, owner = rep.Id });

        byEmail.Is(HttpStatusCode.OK);
        Assert.Equal(rep.Id, byEmail["owner"].GetProperty("id").GetGuid());
        Assert.Equal(rep.Email, byId["owner"].GetProperty("email").GetString());
        var mine = await api.WalkAsync($"/api/v1/handoffs?owner={rep.Email}&limit=1");
        Assert.Equal([one.Id, other.Id], mine.Select(item => item.GetProperty("id").GetGuid()));
        var lead = await api.GetAnswerAsync($"/api/v1/leads/{one["lead_id"].GetGuid()}");
        Assert.Equal(rep.Id, lead["owner"].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Without_an_owner_nobody_has_it()
    {
        var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);

        var accepted = await ActAsync(
            api,
            handoff.Id,
            "accept",
            new
            {
                version = 1,
                reason = 5,
                checklist = "ignored",
            }
        );

        accepted.Is(HttpStatusCode.OK);
        Assert.Equal(JsonValueKind.Null, accepted["owner"].ValueKind);
        Assert.Equal("Test", accepted.Text("last_actor"));
    }

    [Fact]
    public async Task Wrong_fields_of_an_action_are_named()
    {
        var api = await app.WithFullKeyAsync();
        var id = (await api.NewHandoffAsync(app)).Id;

        (await ActAsync(api, id, "accept", new { })).IsInvalid("version");
        (await ActAsync(api, id, "accept", new { version = "first" })).IsInvalid("version");
        (await ActAsync(api, id, "accept", new { version = 1, owner = "nobody@nowhere.example" })).IsInvalid("owner");
        (await ActAsync(api, id, "accept", new { version = 1, owner = Guid.Empty })).IsInvalid("owner");
        (await ActAsync(api, id, "recycle", new { version = 1 })).IsInvalid("reason");
        (await ActAsync(api, id, "reject", new { version = 1, reason = "no reason of the list" })).IsInvalid("reason");
        (
            await ActAsync(
                api,
                id,
                "recycle",
                new
                {
                    version = 1,
                    reason = "timing",
                    until = "soon",
                }
            )
        ).IsInvalid("until");
        (
            await ActAsync(
                api,
                id,
                "recycle",
                new
                {
                    version = 1,
                    reason = "timing",
                    until = "2001-01-01",
                }
            )
        ).IsInvalid("until");
        (
            await ActAsync(
                api,
                id,
                "reject",
                new
                {
                    version = 1,
                    reason = "timing",
                    note = "a\0b",
                }
            )
        ).IsInvalid("note");
        (await ActAsync(api, id, "qualify", new { version = 1, checklist = new { need = "maybe" } })).IsInvalid(
            "checklist.need"
        );
        (await ActAsync(api, id, "qualify", new { version = 1, checklist = new { wealth = "yes" } })).IsInvalid(
            "checklist"
        );
        (await ActAsync(api, id, "qualify", new { version = 1, checklist = new[] { 1 } })).IsInvalid("checklist");
        (await ActAsync(api, Guid.Empty, "accept", new { version = 1 })).IsProblem(HttpStatusCode.NotFound);
        (await api.PostAnswerAsync($"/api/v1/handoffs/{id}/marry", new { version = 1 })).IsProblem(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task An_action_out_of_turn_is_409_with_what_to_do_first()
    {
        var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);

        var answer = await ActAsync(api, handoff.Id, "start", new { version = 1 });

        answer.IsProblem(HttpStatusCode.Conflict);
        Assert.Contains("Accept it first", answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("open", answer["handoff"].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("recycle", "timing", "recycled", "recycled")]
    [InlineData("reject", "Not a fit", "rejected", "lead")]
    [InlineData("disqualify", "competitor", "disqualified", "disqualified")]
    public async Task A_handoff_that_comes_to_nothing_moves_its_lead(
        string verb,
        string reason,
        string state,
        string stage
    )
    {
        var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);

        var closed = await ActAsync(
            api,
            handoff.Id,
            verb,
            new
            {
                version = 1,
                reason,
                note = "So it is.",
            }
        );

        closed.Is(HttpStatusCode.OK);
        Assert.Equal((state, "So it is."), (closed.Text("state"), closed.Text("note")));
        Assert.Equal(stage, (await api.GetAnswerAsync($"/api/v1/leads/{handoff["lead_id"].GetGuid()}")).Text("stage"));
        Assert.Empty(
            (await api.GetAnswerAsync($"/api/v1/handoffs?lead_id={handoff["lead_id"].GetGuid()}"))["items"]
                .EnumerateArray()
        );
        var all = await api.GetAnswerAsync(
            $"/api/v1/handoffs?lead_id={handoff["lead_id"].GetGuid()}&state=open,{state}"
        );
        Assert.Equal(handoff.Id, Assert.Single(all["items"].EnumerateArray()).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Promises_that_were_missed_are_told()
    {
        var api = await app.WithFullKeyAsync();
        var late = await api.NewHandoffAsync(app);
        Assert.Empty(late["breaches"].EnumerateArray());

        app.Clock.Advance(TimeSpan.FromHours(25));
        var open = await api.GetAnswerAsync($"/api/v1/handoffs/{late.Id}");
        var accepted = await ActAsync(api, late.Id, "accept", new { version = 1 });
        app.Clock.Advance(TimeSpan.FromHours(25));
        var started = await ActAsync(api, late.Id, "start", new { version = 2 });

        Assert.Equal(["accept"], Breaches(open));
        Assert.Equal(["accept"], Breaches(accepted));
        Assert.Equal(["accept", "start"], Breaches(started));
    }

    [Theory]
    [InlineData("state=asleep", "state")]
    [InlineData("owner=nobody", "owner")]
    [InlineData("owner=a%00", "owner")]
    [InlineData("lead_id=7", "lead_id")]
    [InlineData("limit=-1", "limit")]
    [InlineData("cursor=abc", "cursor")]
    public async Task A_wrong_parameter_of_the_queue_is_named(string query, string field)
    {
        var api = await app.WithFullKeyAsync();
        (await api.GetAnswerAsync("/api/v1/handoffs?" + query)).IsInvalid(field);
    }

    [Fact]
    public async Task An_unknown_handoff_is_404()
    {
        var api = await app.WithFullKeyAsync();
        (await api.GetAnswerAsync($"/api/v1/handoffs/{Guid.Empty}")).IsProblem(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync("/api/v1/handoffs/7")).IsProblem(HttpStatusCode.NotFound);
    }

    private static Task<Answer> ActAsync(HttpClient api, Guid id, string verb, object body) =>
        api.PostAnswerAsync($"/api/v1/handoffs/{id}/{verb}", body);

    private static List<string?> Breaches(Answer handoff) =>
        [.. handoff["breaches"].EnumerateArray().Select(breach => breach.GetString())];

    private async Task<StaffUser> NewRepAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var id = Guid.CreateVersion7(app.Clock.GetUtcNow());
        var rep = new StaffUser
        {
            Id = id,
            UserName = $"{id:n}@staff.example",
            Email = $"{id:n}@staff.example",
            DisplayName = "Rita Rep",
        };
        Assert.True(
            (await scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>().CreateAsync(rep)).Succeeded
        );
        return rep;
    }
}
