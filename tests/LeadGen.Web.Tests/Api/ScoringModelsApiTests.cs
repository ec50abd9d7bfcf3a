using System.Net;
using System.Text.Json;

namespace LeadGen.Web.Tests.Api;

public sealed class ScoringModelsApiTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Draft = "/api/v1/scoring/models/draft";

    [Fact]
    public async Task A_draft_is_put_read_and_published_as_the_next_version()
    {
        // Its own app: others of this class leave drafts and versions behind.
        await using var fresh = await WebApp.StartAsync(app.Server);
        var api = await fresh.WithFullKeyAsync();
        var published = await api.GetAnswerAsync("/api/v1/scoring/models/published");
        published.Is(HttpStatusCode.OK);
        Assert.Equal("published", published.Text("state"));
        (await api.GetAnswerAsync(Draft)).IsProblem(HttpStatusCode.NotFound);
        (await api.PostAnswerAsync(Draft + "/publish", new { })).IsProblem(HttpStatusCode.NotFound);

        // What was read can be sent back.
        var put = await api.PutAnswerAsync(
            Draft,
            published
                .Json.GetRawText()
                .Replace("\"mql_threshold\":100", "\"mql_threshold\":90", StringComparison.Ordinal)
        );
        put.Is(HttpStatusCode.OK);
        Assert.Equal(
            (90, "draft", JsonValueKind.Null),
            (put["mql_threshold"].GetInt32(), put.Text("state"), put["version"].ValueKind)
        );
        Assert.Equal(JsonValueKind.Array, put["warnings"].ValueKind);
        var read = await api.GetAnswerAsync(Draft);
        Assert.Equal(published["fit"].GetRawText(), read["fit"].GetRawText());
        Assert.Equal(published["engagement"].GetRawText(), read["engagement"].GetRawText());

        var done = await api.PostAnswerAsync(Draft + "/publish", new { why = "Too few leads." });
        done.Is(HttpStatusCode.OK);
        Assert.Equal(published["version"].GetInt32() + 1, done["version"].GetInt32());
        Assert.Equal(
            ("published", "Too few leads.", "Test"),
            (done.Text("state"), done.Text("why"), done.Text("published_by"))
        );
        var now = await api.GetAnswerAsync("/api/v1/scoring/models/published");
        Assert.Equal((done["version"].GetInt32(), 90), (now["version"].GetInt32(), now["mql_threshold"].GetInt32()));
        (await api.GetAnswerAsync(Draft)).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_bad_model_is_refused_with_the_criterion_named()
    {
        var api = await app.WithFullKeyAsync();
        var answer = await api.PutAnswerAsync(
            Draft,
            """{"name":"X","mql_threshold":5,"fit":[{"key":"size","label":"S","fact":"employees","operator":"bigger","value":3,"points":1.5}]}"""
        );

        answer.IsInvalid("fit.size.operator", "fit.size.points");
        (
            await api.PutAnswerAsync(
                Draft,
                """{"name":"X","mql_threshold":5,"engagement":[{"key":"views","label":"V","kind":"page_view","points":10001,"half_life_days":NaN,"limit":{"times":3,"days":-1}}]}"""
            )
        ).IsInvalid("engagement.views.points", "engagement.views.half_life_days", "engagement.views.limit.days");
        (
            await api.PutAnswerAsync(
                Draft,
                """{"name":"X","mql_threshold":5,"fit":[{"key":"mood","label":"M","fact":"mood","operator":"is_known","points":1}]}"""
            )
        ).IsInvalid("fit.mood.fact");
        var thousand = string.Join(
            ',',
            Enumerable
                .Range(0, 1000)
                .Select(n => $$"""{"key":"c{{n}}","label":"C","fact":"country","operator":"is_known","points":1}""")
        );
        var many = await api.PutAnswerAsync(Draft, $$"""{"name":"X","mql_threshold":5,"fit":[{{thousand}}]}""");
        many.IsInvalid("fit.c500");
        Assert.Contains("500", many["errors"].GetProperty("fit.c500")[0].GetString(), StringComparison.Ordinal);
        (await api.PutAnswerAsync(Draft, "{}")).IsInvalid("name", "mql_threshold");
        (await api.PutAnswerAsync(Draft, "[]")).IsInvalid("body");
        (await api.PutAnswerAsync(Draft, "{")).IsProblem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_hardly_meant_comes_back_as_a_warning()
    {
        var api = await app.WithFullKeyAsync();
        var answer = await api.PutAnswerAsync(
            Draft,
            """{"name":"X","mql_threshold":50,"fit":[{"key":"size","label":"S","fact":"employees","operator":"is_known","points":0}]}"""
        );

        answer.Is(HttpStatusCode.OK);
        Assert.Contains(
            answer["warnings"].EnumerateArray(),
            warning => warning.GetString()!.Contains("size", StringComparison.Ordinal)
        );
        (await api.PostAnswerAsync(Draft + "/publish", new { why = new string('x', 1001) })).IsInvalid("why");
        (await api.PostAnswerAsync(Draft + "/publish", new { why = new[] { 1 } })).IsInvalid("why");
        (await api.SendAnswerAsync(HttpMethod.Post, Draft + "/publish", null)).Is(HttpStatusCode.OK);
    }
}
