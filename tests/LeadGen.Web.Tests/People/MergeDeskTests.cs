using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Scoring;
using LeadGen.Web.Scoring.Replays;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.Api.ApiSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.People;

public sealed class MergeDeskTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Merging_and_taking_it_back_leaves_every_row_of_both_as_it_was()
    {
        var (one, other) = await TwoAsync();
        var before = (await app.DigestAsync(one.Id), await app.DigestAsync(other.Id));
        Assert.Contains("handoff", before.Item2, StringComparison.Ordinal);
        Assert.Contains("score", before.Item1, StringComparison.Ordinal);

        Assert.True((await app.MergeAsync(one.Id, other.Id)).IsDone);
        await TableDigests.ScoredAsync(app);
        Assert.Null(await app.ScoreAsync(other.Id));
        Assert.True((await app.UnmergeAsync(other.Id)).IsDone);
        await TableDigests.ScoredAsync(app);

        Assert.Equal(before.Item1, await app.DigestAsync(one.Id));
        Assert.Equal(before.Item2, await app.DigestAsync(other.Id));
    }

    [Fact]
    public async Task The_survivor_shows_what_both_know_stands_where_the_person_stands_and_has_the_open_hand_off()
    {
        var (one, other) = await TwoAsync();
        var handoff = await app.DbAsync(db => db.Handoffs.SingleAsync(handoff => handoff.LeadId == other.Id, Cancel));

        await app.MergeAsync(one.Id, other.Id);
        await TableDigests.ScoredAsync(app);

        var survivor = await app.LeadNowAsync(one.Id);
        Assert.Equal(
            ("Eva", "Weber", "0891234567"),
            (survivor["first_name"], survivor["last_name"], survivor["phone"])
        );
        Assert.Equal(Stage.Sql, survivor.Stage);
        Assert.Equal(one.Id, (await app.HandoffNowAsync(handoff.Id)).LeadId);
        Assert.Equal("s-" + one.Email, survivor.FirstTouch!.Source!.Name);
        // Sales goes on with it as with any other.
        Assert.Equal(
            Stage.Sql,
            await app.DbAsync(db =>
                db.LeadScores.Where(s => s.LeadId == one.Id).Select(s => s.Stage).SingleAsync(Cancel)
            )
        );
        var events = await LeadStoryKindsAsync(one.Id);
        Assert.Contains("webinar_attended", events);
        Assert.Contains("form_submitted", events);
    }

    [Fact]
    public async Task The_score_of_merged_leads_is_that_of_one_lead_with_all_of_it_also_rebuilt_and_replayed()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        var (one, other) = await TwoAsync(fresh);
        await fresh.MergeAsync(one.Id, other.Id);
        await TableDigests.ScoredAsync(fresh);
        var merged = await fresh.ScoreAsync(one.Id);
        Assert.NotNull(merged);
        var rebuild = fresh.Services.GetRequiredService<ScoreRebuild>();
        var digest = await rebuild.DigestAsync(Cancel);
        await rebuild.RunAsync(null, Cancel);
        Assert.Equal(digest, await rebuild.DigestAsync(Cancel));
        var replayed = await ReplayAsync(fresh);
        var asOf = await AsOfAsync(fresh, one.Id);

        // The same rows, had they been one lead's from the beginning.
        await fresh.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.touchpoints set lead_id = {one.Id} where lead_id = {other.Id};
                update leadgen.fact_changes set lead_id = {one.Id} where lead_id = {other.Id};
                update leadgen.stage_moves set lead_id = {one.Id} where lead_id = {other.Id};
                update leadgen.leads set own = null where id = {one.Id};
                delete from leadgen.leads where id = {other.Id}
                """,
                Cancel
            )
        );
        Assert.Equal(asOf, await AsOfAsync(fresh, one.Id));
        await fresh.SaveAsync(db =>
            db.RescoreRequests.Add(RescoreQueue.Quiet(one.Id, MoveCause.Person, fresh.Clock.GetUtcNow()))
        );
        await TableDigests.ScoredAsync(fresh);
        Assert.Equal(merged, await fresh.ScoreAsync(one.Id));
        Assert.Equal(replayed, await ReplayAsync(fresh));
    }

    [Fact]
    public async Task What_comes_by_an_address_while_they_are_one_is_that_leads_when_they_are_two_again()
    {
        var (one, other) = await TwoAsync();
        await app.MergeAsync(one.Id, other.Id);

        await app.TouchAsync(other.Email, ("event_attended", 1));
        await app.TouchAsync(one.Email, ("meeting", 1));
        await app.EnterAsync(other.Email, FactOrigin.Person, facts: [("company", "Other & Sons")]);
        await app.EnterAsync(one.Email, FactOrigin.Person, facts: [("job_title", "Director")]);
        await TableDigests.ScoredAsync(app);

        var together = await app.LeadNowAsync(one.Id);
        Assert.Equal(("Other & Sons", "Director"), (together["company"], together["job_title"]));
        Assert.Null(await app.ScoreAsync(other.Id));
        await app.UnmergeAsync(other.Id);
        await TableDigests.ScoredAsync(app);

        var (first, second) = (await app.LeadNowAsync(one.Id), await app.LeadNowAsync(other.Id));
        Assert.Equal((null, "Director"), (first["company"], first["job_title"]));
        Assert.Equal(("Other & Sons", null), (second["company"], second["job_title"]));
        Assert.DoesNotContain("event_attended", await KindsAsync(one.Id));
        Assert.Contains("meeting", await KindsAsync(one.Id));
        Assert.Contains("event_attended", await KindsAsync(other.Id));
        Assert.NotNull(await app.ScoreAsync(other.Id));
    }

    [Fact]
    public async Task What_staff_say_is_of_the_person_and_what_they_clear_does_not_come_back()
    {
        var (one, other) = await TwoAsync();
        await app.MergeAsync(one.Id, other.Id);
        await TableDigests.ScoredAsync(app);

        await app.EnterAsync(other.Email, FactOrigin.Staff, facts: [("company", "Said by staff"), ("phone", null)]);
        await TableDigests.ScoredAsync(app);

        var survivor = await app.LeadNowAsync(one.Id);
        Assert.Equal(("Said by staff", null), (survivor["company"], survivor["phone"]));
        Assert.Null((await app.LeadNowAsync(other.Id))["company"]);
    }

    [Fact]
    public async Task Of_two_open_hand_offs_the_stronger_stays_and_the_other_comes_again()
    {
        var (weak, strong) = (await app.HandedOverAsync(), await app.HandedOverAsync(Stage.Sql));
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"update leadgen.handoffs set kind = 'sql' where id = {strong.Handoff.Id}",
                Cancel
            )
        );

        await app.MergeAsync(weak.Lead.Id, strong.Lead.Id);

        Assert.Equal(HandoffState.Superseded, (await app.HandoffNowAsync(weak.Handoff.Id)).State);
        var moved = await app.HandoffNowAsync(strong.Handoff.Id);
        Assert.Equal((HandoffState.Open, weak.Lead.Id), (moved.State, moved.LeadId));

        await app.UnmergeAsync(strong.Lead.Id);
        Assert.Equal(HandoffState.Open, (await app.HandoffNowAsync(weak.Handoff.Id)).State);
        Assert.Equal(strong.Lead.Id, (await app.HandoffNowAsync(strong.Handoff.Id)).LeadId);
        Assert.Equal(Stage.Mql, (await app.LeadNowAsync(weak.Lead.Id)).Stage);
    }

    [Fact]
    public async Task A_chain_is_followed_to_its_end_and_comes_apart_link_by_link()
    {
        Lead[] chain = [await app.LeadAsync(), await app.LeadAsync(), await app.LeadAsync()];
        var (a, b, c) = (chain[0].Id, chain[1].Id, chain[2].Id);
        await app.MergeAsync(b, a);
        await app.MergeAsync(c, b);

        Assert.Equal(
            [c, c],
            [(await app.LeadNowAsync(a)).MergedInto!.Value, (await app.LeadNowAsync(b)).MergedInto!.Value]
        );
        Assert.Equal(3, await app.CountAsync($"lead_identities where lead_id = '{c}'"));
        Assert.False((await app.UnmergeAsync(a)).IsDone);
        // No circle: what was merged takes nothing in.
        Assert.False((await app.MergeAsync(a, c)).IsDone);

        Assert.True((await app.UnmergeAsync(b)).IsDone);
        Assert.Equal((b, null), ((await app.LeadNowAsync(a)).MergedInto, (await app.LeadNowAsync(b)).MergedInto));
        Assert.Equal(2, await app.CountAsync($"lead_identities where lead_id = '{b}'"));
        Assert.True((await app.UnmergeAsync(a)).IsDone);
        Assert.Equal(0, await app.CountAsync($"lead_identities where came_with in ('{a}', '{b}', '{c}')"));
        Assert.Null((await app.LeadNowAsync(b)).Own);
    }

    [Fact]
    public async Task Of_fifty_merges_and_posts_at_once_nothing_is_lost_and_one_merge_holds()
    {
        await app.PublishAsync(
            "merge-race",
            content =>
                content with
                {
                    Form = [new(LeadFields.Email, Required: true), new(LeadFields.Phone, Required: false)],
                }
        );
        var (one, other) = (await app.LeadAsync(), await app.LeadAsync());
        using var visitor = app.Anonymous();

        var work = Enumerable
            .Range(0, 50)
            .Select(async i =>
            {
                if (i % 5 == 0)
                {
                    await (i % 2 == 0 ? app.MergeAsync(one.Id, other.Id) : app.MergeAsync(other.Id, one.Id));
                }
                else
                {
                    var lead = i % 2 == 0 ? one : other;
                    var answer = await visitor.FillAsync(
                        "merge-race",
                        ("email", lead.Email),
                        ("phone", $"089 55 {i:0000}")
                    );
                    Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.StatusCode);
                }
            });
        await Task.WhenAll(work);
        await TableDigests.ScoredAsync(app);

        Assert.Equal(
            1,
            await app.CountAsync($"lead_merges where lead_id in ('{one.Id}', '{other.Id}') and undone_at is null")
        );
        Assert.Equal(40, await app.CountAsync($"submissions where lead_id in ('{one.Id}', '{other.Id}')"));
        Assert.Equal(40, await app.CountAsync($"touchpoints where lead_id in ('{one.Id}', '{other.Id}')"));
        var leads = new[] { await app.LeadNowAsync(one.Id), await app.LeadNowAsync(other.Id) };
        var merged = Assert.Single(leads, lead => lead.MergedInto is not null);
        var survivor = Assert.Single(leads, lead => lead.MergedInto is null);
        Assert.Equal(2, await app.CountAsync($"lead_identities where lead_id = '{survivor.Id}'"));
        Assert.NotNull(await app.ScoreAsync(survivor.Id));
        Assert.Null(await app.ScoreAsync(merged.Id));
        Assert.Equal(
            Fact.Join(survivor.OwnFacts, merged.OwnFacts).OrderBy(fact => fact.Key),
            survivor.Facts.OrderBy(fact => fact.Key)
        );
    }

    [Fact]
    public async Task Programs_find_the_survivor_by_either_id_and_either_address_and_lists_show_it_once()
    {
        var (one, other) = await TwoAsync();
        await app.MergeAsync(one.Id, other.Id);
        using var api = await app.WithFullKeyAsync();

        var found = await api.GetAnswerAsync($"/api/v1/leads/{other.Id}");
        Assert.Equal(one.Id, found.Id);
        Assert.Equal([one.Email, other.Email], found["emails"].EnumerateArray().Select(email => email.GetString()));
        Assert.Equal(
            [one.Id],
            (await api.GetAnswerAsync("/api/v1/leads?email=" + other.Email))["items"]
                .EnumerateArray()
                .Select(lead => lead.GetProperty("id").GetGuid())
        );
        var listed = await app.DbAsync(db => LeadList.ReadAsync(db, new LeadCriteria { Take = 200 }, Cancel));
        Assert.DoesNotContain(listed, row => row.Lead.Id == other.Id);
        Assert.Equal(
            (await api.GetAnswerAsync($"/api/v1/leads/{one.Id}/timeline"))["items"].GetArrayLength(),
            (await api.GetAnswerAsync($"/api/v1/leads/{other.Id}/timeline"))["items"].GetArrayLength()
        );
        var outcome = await api.PostAnswerAsync("/api/v1/outcomes", new { lead_id = other.Id, result = "won" });
        Assert.Equal(one.Id, outcome["lead_id"].GetGuid());
        Assert.Equal(Stage.Customer, (await app.LeadNowAsync(one.Id)).Stage);
    }

    [Fact]
    public async Task Programs_merge_and_take_it_back_and_are_told_what_stands_in_the_way()
    {
        var (one, other) = (await app.LeadAsync(), await app.LeadAsync());
        using var api = await app.WithFullKeyAsync();
        Assert.Equal(
            System.Net.HttpStatusCode.UnprocessableEntity,
            (await api.PostAnswerAsync($"/api/v1/leads/{other.Id}/merge", new { })).Status
        );
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            (
                await api.PostAnswerAsync(
                    $"/api/v1/leads/{other.Id}/merge",
                    new { into = Guid.CreateVersion7(DateTimeOffset.UnixEpoch) }
                )
            ).Status
        );

        var merged = await api.PostAnswerAsync($"/api/v1/leads/{other.Id}/merge", new { into = one.Id });
        Assert.Equal(
            (System.Net.HttpStatusCode.OK, one.Id, 2),
            (merged.Status, merged.Id, merged["emails"].GetArrayLength())
        );
        Assert.Equal(
            System.Net.HttpStatusCode.Conflict,
            (await api.PostAnswerAsync($"/api/v1/leads/{other.Id}/merge", new { into = one.Id })).Status
        );

        Assert.Equal(other.Id, (await api.PostAnswerAsync($"/api/v1/leads/{other.Id}/unmerge", new { })).Id);
        Assert.Equal(
            System.Net.HttpStatusCode.Conflict,
            (await api.PostAnswerAsync($"/api/v1/leads/{other.Id}/unmerge", new { })).Status
        );
    }

    /// <summary>Two leads who may be one: the one attended and has a name, the other asked for a demo and has a phone; both are scored.</summary>
    private Task<(Lead One, Lead Other)> TwoAsync() => TwoAsync(app);

    private static async Task<(Lead One, Lead Other)> TwoAsync(WebApp at)
    {
        var (email, alias) = (NewEmail(), NewEmail());
        var one = await at.EnterAsync(
            email,
            consent: true,
            facts: [("first_name", "Eva"), ("last_name", "Weber"), ("employees", "300")]
        );
        await at.TouchAsync(email, ("webinar_attended", 3), ("page_view", 2));
        var other = await at.EnterAsync(
            alias,
            FactOrigin.Person,
            NextStep.Contact,
            facts: [("last_name", "Weber"), ("phone", "0891234567"), ("country", "DE")]
        );
        await at.TouchAsync(alias, ("webinar_attended", 5), ("content_downloaded", 4));
        await TableDigests.ScoredAsync(at);
        return (await at.LeadNowAsync(one), await at.LeadNowAsync(other));
    }

    private Task<List<string>> KindsAsync(Guid lead) =>
        app.DbAsync(db => db.Touchpoints.Where(t => t.LeadId == lead).Select(t => t.Kind).ToListAsync(Cancel));

    private async Task<List<string?>> LeadStoryKindsAsync(Guid lead)
    {
        using var api = await app.WithFullKeyAsync();
        var story = await api.GetAnswerAsync($"/api/v1/leads/{lead}/timeline?limit=100");
        return [.. story["items"].EnumerateArray().Select(item => item.GetProperty("kind").GetString())];
    }

    private static async Task<string> AsOfAsync(WebApp at, Guid id)
    {
        await using var scope = at.Services.CreateAsyncScope();
        var scoring = scope.ServiceProvider.GetRequiredService<LeadScoring>();
        var model = await scoring.FindModelAsync(null, Cancel);
        var explained = await scoring.ExplainAsync(
            await at.LeadNowAsync(id),
            model!,
            at.Clock.GetUtcNow(),
            null,
            Cancel
        );
        return string.Join('\n', explained.Score.Contributions.Select(one => $"{one.Label} {one.Points}"));
    }

    /// <summary>What a replay of the model in force tells, without when and how long.</summary>
    private static async Task<string> ReplayAsync(WebApp at)
    {
        await using var scope = at.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<ReplayDesk>();
        var asked = await desk.AskAsync(false, "Mia", Cancel);
        for (var i = 0; i < 600; i++)
        {
            var replay = await at.DbAsync(db =>
                db.Replays.AsNoTracking().SingleAsync(one => one.Id == asked!.Id, Cancel)
            );
            if (replay.FinishedAt is not null)
            {
                Assert.Equal(ReplayState.Done, replay.State);
                return JsonColumn.Write(replay.After);
            }

            await Task.Delay(50, Cancel);
        }

        throw new TimeoutException("The replay did not end.");
    }
}
