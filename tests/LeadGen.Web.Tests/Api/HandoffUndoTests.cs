using System.Net;
using System.Text.Json;
using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Api;

public sealed class HandoffUndoTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Within_ten_seconds_an_accept_is_taken_back_with_state_and_owner()
    {
        var api = await app.WithFullKeyAsync();
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        var handoff = await api.NewHandoffAsync(app);
        (await ActAsync(api, handoff.Id, "accept", new { version = 1, owner = rep.Id })).Is(HttpStatusCode.OK);

        var undone = await ActAsync(api, handoff.Id, "undo", new { version = 2 });

        undone.Is(HttpStatusCode.OK);
        Assert.Equal(("open", 3), (undone.Text("state"), undone["version"].GetInt32()));
        Assert.Equal(JsonValueKind.Null, undone["owner"].ValueKind);
        Assert.Equal(JsonValueKind.Null, undone["accepted_at"].ValueKind);
        Assert.Equal(JsonValueKind.Null, (await LeadOfAsync(api, handoff))["owner"].ValueKind);
    }

    [Theory]
    [InlineData("recycle", "timing")]
    [InlineData("reject", "not_a_fit")]
    [InlineData("disqualify", "spam")]
    public async Task Within_ten_seconds_a_verdict_is_taken_back_and_the_lead_is_where_it_was(
        string verb,
        string reason
    )
    {
        var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);
        (await ActAsync(api, handoff.Id, verb, new { version = 1, reason })).Is(HttpStatusCode.OK);
        Assert.NotEqual("sql", (await LeadOfAsync(api, handoff)).Text("stage"));
        await app.DoneAsync();

        var undone = await ActAsync(api, handoff.Id, "undo", new { version = 2 });

        undone.Is(HttpStatusCode.OK);
        Assert.Equal("open", undone.Text("state"));
        Assert.Equal(JsonValueKind.Null, undone["reason"].ValueKind);
        Assert.Equal("sql", (await LeadOfAsync(api, handoff)).Text("stage"));
        var lead = await app.LeadNowAsync(handoff["lead_id"].GetGuid());
        Assert.Null(lead.CountsAfter);
        await app.DoneAsync();
        var score = await api.GetAnswerAsync($"/api/v1/leads/{lead.Id}/score");
        Assert.Equal(score["score"].GetInt32(), score["qualifying_score"].GetInt32());
    }

    [Fact]
    public async Task After_ten_seconds_an_undo_is_refused_and_says_why()
    {
        var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);
        (await ActAsync(api, handoff.Id, "recycle", new { version = 1, reason = "timing" })).Is(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(11));

        var late = (await ActAsync(api, handoff.Id, "undo", new { version = 2 })).IsProblem(HttpStatusCode.Conflict);

        Assert.Contains("too late to undo", late.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("recycled", late["handoff"].GetProperty("state").GetString());
        Assert.Equal("recycled", (await LeadOfAsync(api, handoff)).Text("stage"));
    }

    [Fact]
    public async Task Another_key_of_the_same_name_does_not_undo_it_and_an_old_version_neither()
    {
        var (api, other) = (await app.WithFullKeyAsync(), await app.WithFullKeyAsync());
        var handoff = await api.NewHandoffAsync(app);
        (await ActAsync(api, handoff.Id, "accept", new { version = 1 })).Is(HttpStatusCode.OK);

        var foreign = (await ActAsync(other, handoff.Id, "undo", new { version = 2 })).IsProblem(
            HttpStatusCode.Conflict
        );
        var old = (await ActAsync(api, handoff.Id, "undo", new { version = 1 })).IsProblem(HttpStatusCode.Conflict);

        Assert.Contains("Only the one who did this", foreign.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("moved on since", old.Text("detail"), StringComparison.Ordinal);
        (await ActAsync(api, handoff.Id, "undo", new { })).IsInvalid("version");
        (await ActAsync(api, Guid.Empty, "undo", new { version = 1 })).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_the_lead_was_handed_over_again_meanwhile_nothing_is_undone()
    {
        var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);
        (await ActAsync(api, handoff.Id, "recycle", new { version = 1, reason = "timing" })).Is(HttpStatusCode.OK);
        await app.HandOffAsync(await app.LeadNowAsync(handoff["lead_id"].GetGuid()));

        var refused = (await ActAsync(api, handoff.Id, "undo", new { version = 2 })).IsProblem(HttpStatusCode.Conflict);

        Assert.Contains("newer hand-off", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(HandoffState.Recycled, (await app.HandoffNowAsync(handoff.Id)).State);
    }

    [Fact]
    public async Task What_was_taken_back_does_not_cut_the_past_off()
    {
        var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);
        var lead = handoff["lead_id"].GetGuid();
        (await ActAsync(api, handoff.Id, "recycle", new { version = 1, reason = "timing" })).Is(HttpStatusCode.OK);
        (await ActAsync(api, handoff.Id, "undo", new { version = 2 })).Is(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var asOf = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await ActAsync(api, handoff.Id, "recycle", new { version = 3, reason = "timing" })).Is(HttpStatusCode.OK);

        var then = await api.GetAnswerAsync(
            $"/api/v1/leads/{lead}/score?as_of={asOf.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"
        );

        Assert.NotEqual(0, then["score"].GetInt32());
        Assert.Equal(then["score"].GetInt32(), then["qualifying_score"].GetInt32());
    }

    [Fact]
    public async Task Without_a_required_check_an_sql_is_not_confirmed_and_the_check_is_named()
    {
        var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);
        (await ActAsync(api, handoff.Id, "accept", new { version = 1 })).Is(HttpStatusCode.OK);

        var unknown = new { need = "yes", authority = "unknown" };
        (await ActAsync(api, handoff.Id, "qualify", new { version = 2, checklist = unknown })).IsInvalid(
            "checklist.authority"
        );
        (await ActAsync(api, handoff.Id, "qualify", new { version = 2 })).IsInvalid(
            "checklist.need",
            "checklist.authority"
        );
        var known = new { need = "yes", authority = "no" };
        (await ActAsync(api, handoff.Id, "qualify", new { version = 2, checklist = known })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task From_the_queue_a_rep_takes_back_what_was_just_pressed()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (_, handoff) = await app.HandedOverAsync();
        var path = $"/queue?at={handoff.Id}";
        var page = await rep.OpenAsync(path);
        var accepted = await rep.FollowAsync(
            await rep.PressAsync(path, page.QuerySelector(".at button[value=accept]"))
        );

        var undone = await rep.FollowAsync(
            await rep.PressAsync(path, accepted.QuerySelector("form[action*=undo] button"))
        );

        Assert.Equal("Undone: it is open as before.", undone.Flash());
        Assert.Equal((HandoffState.Open, null), await StateAsync(handoff.Id));
        app.Clock.Advance(TimeSpan.FromSeconds(11));
        var late = await rep.FollowAsync(
            await rep.PressAsync(path, accepted.QuerySelector("form[action*=undo] button"))
        );
        Assert.StartsWith("Not undone.", late.Flash(), StringComparison.Ordinal);
    }

    private async Task<(HandoffState State, Guid? Owner)> StateAsync(Guid id)
    {
        var handoff = await app.DbAsync(db => db.Handoffs.AsNoTracking().SingleAsync(h => h.Id == id, Cancel));
        return (handoff.State, handoff.OwnerId);
    }

    private static Task<Answer> ActAsync(HttpClient api, Guid id, string verb, object body) =>
        api.PostAnswerAsync($"/api/v1/handoffs/{id}/{verb}", body);

    private static Task<Answer> LeadOfAsync(HttpClient api, Answer handoff) =>
        api.GetAnswerAsync($"/api/v1/leads/{handoff["lead_id"].GetGuid()}");
}
