using System.Globalization;
using System.Net;
using LeadGen.Domain.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Api;

public sealed class LeadScoreTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Contributions_sum_to_the_score_and_what_is_missing_is_said()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var id = await api.NewLeadAsync(
            new
            {
                email,
                country = "DE",
                employees = 300,
                industry = "software",
                job_title = "Marketing Director",
            }
        );
        await TellAsync(api, email, "webinar_attended");
        await TellAsync(api, email, "content_downloaded");
        await app.DoneAsync();

        var score = await api.GetAnswerAsync($"/api/v1/leads/{id}/score");

        score.Is(HttpStatusCode.OK);
        Assert.Equal(
            score["score"].GetInt32(),
            score["contributions"].EnumerateArray().Sum(one => one.GetProperty("points").GetInt32())
        );
        Assert.Equal(score["score"].GetInt32(), score["fit_score"].GetInt32() + score["engagement_score"].GetInt32());
        Assert.Equal((100, 1), (score["threshold"].GetInt32(), score["model_version"].GetInt32()));
        Assert.False(score["qualifies"].GetBoolean());
        Assert.NotEmpty(score["missing"].GetProperty("sentence").GetString()!);
        Assert.NotEmpty(score["missing"].GetProperty("steps").EnumerateArray());
        var webinar = score["contributions"]
            .EnumerateArray()
            .Single(one => one.GetProperty("criterion").GetString() == "webinar_live");
        Assert.Equal("engagement", webinar.GetProperty("dimension").GetString());
        Assert.Single(webinar.GetProperty("touchpoints").EnumerateArray());
        var lead = await api.GetAnswerAsync($"/api/v1/leads/{id}");
        Assert.Equal(score["score"].GetInt32(), lead["score"].GetInt32());
    }

    [Fact]
    public async Task A_past_score_knows_a_fact_only_from_its_change_on()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail("pastfact.example");
        var id = await api.NewLeadAsync(new { email });
        var before = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await api.PostAnswerAsync("/api/v1/leads", new { email, country = "DE" });
        var between = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await api.PostAnswerAsync("/api/v1/leads", new { email, employees = 300 });

        Assert.Equal(0, await FitAsync(api, id, $"as_of={Text(before)}"));
        Assert.Equal(15, await FitAsync(api, id, $"as_of={Text(between)}"));
        Assert.Equal(40, await FitAsync(api, id, ""));
        Assert.Equal(0, await FitAsync(api, id, "as_of=2001-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task A_touchpoint_told_late_counts_unless_only_what_was_known_then_is_asked()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var id = await api.NewLeadAsync(new { email });
        var happened = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(2));
        var then = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(2));
        await TellAsync(api, email, "event_attended", happened);

        Assert.Equal(30, await EngagementAsync(api, id, $"as_of={Text(then)}"));
        Assert.Equal(0, await EngagementAsync(api, id, $"as_of={Text(then)}&known_at={Text(then)}"));
        Assert.Equal(0, await EngagementAsync(api, id, $"as_of={Text(happened.AddSeconds(-1))}"));
        Assert.Equal(30, await EngagementAsync(api, id, $"as_of={Text(then)}&known_at={Text(app.Clock.GetUtcNow())}"));
    }

    [Fact]
    public async Task As_known_then_a_lead_that_was_found_to_be_the_same_person_later_does_not_count_to_it()
    {
        var api = await app.WithFullKeyAsync();
        var (email, other) = (ApiSteps.NewEmail(), ApiSteps.NewEmail());
        var (id, twin) = (await api.NewLeadAsync(new { email }), await api.NewLeadAsync(new { email = other }));
        await TellAsync(api, other, "event_attended");
        var before = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await api.PostAnswerAsync($"/api/v1/leads/{twin}/merge", new { into = id })).Is(HttpStatusCode.OK);
        var merged = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(30, await EngagementAsync(api, id, $"as_of={Text(before)}"));
        Assert.Equal(0, await EngagementAsync(api, id, $"as_of={Text(before)}&known_at={Text(before)}"));
        Assert.Equal(30, await EngagementAsync(api, id, $"as_of={Text(merged)}&known_at={Text(merged)}"));

        (await api.PostAnswerAsync($"/api/v1/leads/{twin}/unmerge", new { })).Is(HttpStatusCode.OK);
        Assert.Equal(0, await EngagementAsync(api, id, $"as_of={Text(merged)}"));
        Assert.Equal(30, await EngagementAsync(api, id, $"as_of={Text(merged)}&known_at={Text(merged)}"));
    }

    [Fact]
    public async Task As_known_then_a_lead_that_sales_gave_back_later_still_qualifies_by_what_it_had_done()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var id = await api.NewLeadAsync(new { email });
        await TellAsync(api, email, "webinar_attended");
        await app.DoneAsync();
        var before = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.WithDbAsync(async db =>
        {
            var lead = await db.Leads.SingleAsync(one => one.Id == id);
            var (mql, back) = (
                new MoveContext(app.Clock.GetUtcNow(), MoveCause.Touchpoint),
                new MoveContext(app.Clock.GetUtcNow(), MoveCause.Person)
            );
            db.StageMoves.Add(lead.MoveTo(Stage.Mql, MoveTrigger.Score, mql));
            db.StageMoves.Add(lead.MoveTo(Stage.Recycled, MoveTrigger.Recycled, back));
            return await db.SaveChangesAsync();
        });
        var after = app.Clock.GetUtcNow();

        // What is missing is told of what counts: 35 of engagement are asked for.
        Assert.Equal(35, await MissingAsync($"as_of={Text(after)}"));
        Assert.Equal(15, await MissingAsync($"as_of={Text(after)}&known_at={Text(before)}"));

        async Task<int> MissingAsync(string query) =>
            (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?{query}"))["missing"]
                .GetProperty("engagement")
                .GetInt32();
    }

    [Fact]
    public async Task The_same_instant_asked_again_answers_the_same()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var id = await api.NewLeadAsync(new { email, country = "FR" });
        await TellAsync(api, email, "webinar_attended");
        var first = await api.GetAnswerAsync($"/api/v1/leads/{id}/score");
        var asOf = first.Text("as_of");
        app.Clock.Advance(TimeSpan.FromDays(40));

        var again = await api.GetAnswerAsync($"/api/v1/leads/{id}/score?as_of={asOf}");

        Assert.Equal(first.Json.GetRawText(), again.Json.GetRawText());
    }

    [Fact]
    public async Task A_score_can_be_asked_for_under_any_version_and_under_the_draft()
    {
        var api = await app.WithFullKeyAsync();
        var id = await api.NewLeadAsync(new { email = ApiSteps.NewEmail(), country = "DE" });
        (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?model=draft")).IsProblem(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?model=99")).IsProblem(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?model=best")).IsProblem(HttpStatusCode.NotFound);
        await api.PutAnswerAsync(
            "/api/v1/scoring/models/draft",
            """{"name":"D","mql_threshold":7,"fit":[{"key":"c","label":"C","fact":"country","operator":"is_known","points":7}]}"""
        );

        var draft = await api.GetAnswerAsync($"/api/v1/leads/{id}/score?model=draft");
        var first = await api.GetAnswerAsync($"/api/v1/leads/{id}/score?model=1");

        Assert.Equal((7, 7), (draft["score"].GetInt32(), draft["threshold"].GetInt32()));
        Assert.True(draft["qualifies"].GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, draft["missing"].ValueKind);
        Assert.Equal((15, 1), (first["score"].GetInt32(), first["model_version"].GetInt32()));
    }

    [Fact]
    public async Task An_instant_more_than_5_minutes_ahead_is_refused()
    {
        var api = await app.WithFullKeyAsync();
        var id = await api.NewLeadAsync();

        var (near, far) = (app.Clock.GetUtcNow().AddMinutes(4), app.Clock.GetUtcNow().AddMinutes(6));
        (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?as_of={Text(near)}")).Is(HttpStatusCode.OK);
        (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?as_of={Text(far)}")).IsInvalid("as_of");
        (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?as_of=tomorrow&known_at=x")).IsInvalid(
            "as_of",
            "known_at"
        );
        (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?as_of=0001-01-01T00:00:00Z")).IsInvalid("as_of");
    }

    [Fact]
    public async Task When_it_falls_below_by_time_alone_is_told_and_is_so()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail("falls.example");
        var id = await api.NewLeadAsync(
            new
            {
                email,
                country = "DE",
                employees = 300,
                industry = "software",
                job_title = "Marketing Director",
            }
        );
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await ScoreAsync(""))["falls_at"].ValueKind);
        await TellAsync(api, email, "event_attended");
        await TellAsync(api, email, "webinar_attended");
        await app.DoneAsync();

        var score = await ScoreAsync("");
        Assert.True(score["qualifies"].GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, score["rises_at"].ValueKind);
        var falls = score["falls_at"].GetDateTimeOffset();
        app.Clock.Advance(falls - app.Clock.GetUtcNow());

        Assert.True((await ScoreAsync($"?as_of={Text(falls.AddMicroseconds(-1))}"))["qualifies"].GetBoolean());
        Assert.False((await ScoreAsync($"?as_of={Text(falls)}"))["qualifies"].GetBoolean());

        Task<Answer> ScoreAsync(string query) => api.GetAnswerAsync($"/api/v1/leads/{id}/score{query}");
    }

    [Fact]
    public async Task When_it_rises_above_by_time_alone_is_told_and_is_so()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail("rises.example");
        var id = await api.NewLeadAsync(new { email, country = "DE" });
        await TellAsync(api, email, "email_unsubscribed");
        await app.DoneAsync();
        await api.PutAnswerAsync(
            "/api/v1/scoring/models/draft",
            """{"name":"D","mql_threshold":30,"fit":[{"key":"c","label":"C","fact":"country","operator":"is_known","points":40}],"engagement":[{"key":"u","label":"U","kind":"email_unsubscribed","points":-20,"half_life_days":10}]}"""
        );

        var score = await api.GetAnswerAsync($"/api/v1/leads/{id}/score?model=draft");

        Assert.False(score["qualifies"].GetBoolean());
        var rises = score["rises_at"].GetDateTimeOffset();
        app.Clock.Advance(rises - app.Clock.GetUtcNow());
        var then = await api.GetAnswerAsync($"/api/v1/leads/{id}/score?model=draft&as_of={Text(rises)}");
        Assert.True(then["qualifies"].GetBoolean());
        Assert.Equal(30, then["score"].GetInt32());
        await app.WithDbAsync(db => db.ScoringModels.Where(model => model.Version == null).ExecuteDeleteAsync());
    }

    private static async Task<int> FitAsync(HttpClient api, Guid id, string query) =>
        (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?{query}"))["fit_score"].GetInt32();

    private static async Task<int> EngagementAsync(HttpClient api, Guid id, string query) =>
        (await api.GetAnswerAsync($"/api/v1/leads/{id}/score?{query}"))["engagement_score"].GetInt32();

    private static async Task TellAsync(HttpClient api, string email, string kind, DateTimeOffset? at = null) =>
        (
            await api.PostAnswerAsync(
                "/api/v1/touchpoints",
                new
                {
                    items = new[]
                    {
                        new
                        {
                            kind,
                            email,
                            occurred_at = at,
                        },
                    },
                }
            )
        ).Is(HttpStatusCode.Accepted);

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
