using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Api;

public sealed class TouchpointsApiTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_items_are_kept_and_bad_ones_named_by_their_index()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var answer = await api.PostAnswerAsync(
            "/api/v1/touchpoints",
            new
            {
                items = new object[]
                {
                    new
                    {
                        kind = "page_view",
                        email,
                        path = "/pricing",
                        properties = new
                        {
                            plan = 3,
                            yearly = true,
                            name = "x",
                        },
                    },
                    new { kind = "dance", email },
                    new { kind = "page_view" },
                    new
                    {
                        kind = "page_view",
                        email,
                        properties = new { deep = new { er = 1 } },
                    },
                    new
                    {
                        kind = "page_view",
                        email,
                        occurred_at = "yesterday",
                    },
                    new
                    {
                        kind = "page_view",
                        email,
                        occurred_at = app.Clock.GetUtcNow().AddMinutes(6),
                    },
                    new { kind = "page_view", lead_id = Guid.Parse("0198aaaa-0000-7000-8000-000000000000") },
                    new
                    {
                        kind = "page_view",
                        email,
                        offer = "no-such-offer",
                    },
                    new
                    {
                        kind = "page_view",
                        email,
                        id = "17",
                    },
                    new
                    {
                        kind = "page_view",
                        email,
                        path = "/" + new string('x', 2000),
                    },
                    "no object",
                    new { kind = "page_view", email = "no address" },
                    new
                    {
                        kind = "page_view",
                        email,
                        occurred_at = app.Clock.GetUtcNow().AddMinutes(4),
                        source = "ads",
                        medium = "cpc",
                    },
                },
            }
        );

        answer.Is(HttpStatusCode.Accepted);
        Assert.Equal((2, 0), (answer["accepted"].GetInt32(), answer["duplicates"].GetInt32()));
        Assert.Equal(
            [
                (1, "kind"),
                (2, "email"),
                (3, "properties"),
                (4, "occurred_at"),
                (5, "occurred_at"),
                (6, "lead_id"),
                (7, "offer"),
                (8, "id"),
                (9, "path"),
                (10, "item"),
                (11, "email"),
            ],
            answer["rejected"]
                .EnumerateArray()
                .Select(item =>
                    (item.GetProperty("index").GetInt32(), item.GetProperty("errors").EnumerateObject().First().Name)
                )
        );
        var stored = await app.WithDbAsync(db => db.Touchpoints.Where(t => t.Path == "/pricing").ToListAsync(Cancel));
        Assert.Equal("""{"name":"x","plan":"3","yearly":"true"}""", Sorted(Assert.Single(stored).Properties));
    }

    [Fact]
    public async Task One_of_1970_is_taken_and_scores_by_its_age_and_one_before_or_ahead_is_refused_with_its_index()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        object Attended(object at) =>
            new
            {
                kind = "webinar_attended",
                email,
                occurred_at = at,
            };

        var answer = await api.PostAnswerAsync(
            "/api/v1/touchpoints",
            new
            {
                items = new[]
                {
                    Attended("1970-01-01T00:00:00Z"),
                    Attended("1969-12-31T23:59:59Z"),
                    Attended(app.Clock.GetUtcNow().AddMinutes(5.5)),
                    Attended(app.Clock.GetUtcNow().AddDays(-1)),
                },
            }
        );

        answer.Is(HttpStatusCode.Accepted);
        Assert.Equal(2, answer["accepted"].GetInt32());
        Assert.Equal([1, 2], answer["rejected"].EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        await app.DoneAsync();
        var lead = (await api.GetAnswerAsync($"/api/v1/leads?email={email}"))["items"][0].GetProperty("id").GetGuid();
        var now = await api.GetAnswerAsync($"/api/v1/leads/{lead}/score");
        var then = await api.GetAnswerAsync($"/api/v1/leads/{lead}/score?as_of=1970-01-02T00:00:00Z");
        // Of the one of yesterday alone there are points today, and on the day after it the old one gave the same.
        Assert.True(now["engagement_score"].GetInt32() > 0);
        Assert.Equal(now["engagement_score"].GetInt32(), then["engagement_score"].GetInt32());
    }

    [Fact]
    public async Task An_id_counts_once_whatever_is_sent_under_it_again()
    {
        var api = await app.WithFullKeyAsync();
        var (email, id) = (ApiSteps.NewEmail(), Guid.CreateVersion7(app.Clock.GetUtcNow()));
        var once = new
        {
            items = new[]
            {
                new
                {
                    id,
                    kind = "webinar_attended",
                    email,
                },
            },
        };

        var first = await api.PostAnswerAsync("/api/v1/touchpoints", once);
        var again = await api.PostAnswerAsync("/api/v1/touchpoints", once);
        var other = await api.PostAnswerAsync(
            "/api/v1/touchpoints",
            new { items = new object[] { new { id, kind = "nonsense" } } }
        );

        Assert.Equal((1, 0), (first["accepted"].GetInt32(), first["duplicates"].GetInt32()));
        Assert.Equal((0, 1), (again["accepted"].GetInt32(), again["duplicates"].GetInt32()));
        Assert.Equal((0, 1), (other["accepted"].GetInt32(), other["duplicates"].GetInt32()));
        Assert.Empty(other["rejected"].EnumerateArray());
        var lead = (await api.GetAnswerAsync("/api/v1/leads?email=" + email))["items"][0].GetProperty("id").GetGuid();
        var timeline = await api.GetAnswerAsync($"/api/v1/leads/{lead}/timeline");
        Assert.Equal(id, Assert.Single(timeline["items"].EnumerateArray()).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Product_events_make_a_pql()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var answer = await api.PostAnswerAsync(
            "/api/v1/product-events",
            new
            {
                items = new[]
                {
                    new
                    {
                        kind = "product_event",
                        email,
                        properties = new { name = "paid_feature_requested" },
                    },
                },
            }
        );
        answer.Is(HttpStatusCode.Accepted);
        await app.DoneAsync();

        var lead = (await api.GetAnswerAsync("/api/v1/leads?email=" + email))["items"][0];
        Assert.Equal("pql", lead.GetProperty("stage").GetString());
        Assert.Equal("api", lead.GetProperty("channel").GetString());
        var handoffs = await api.GetAnswerAsync($"/api/v1/handoffs?lead_id={lead.GetProperty("id").GetGuid()}");
        var handoff = Assert.Single(handoffs["items"].EnumerateArray());
        Assert.Equal("pql", handoff.GetProperty("kind").GetString());
        Assert.Equal(
            "Asked for a paid feature: paid_feature_requested",
            handoff.GetProperty("why").GetString()!.Split(';')[0]
        );
    }

    [Fact]
    public async Task A_list_has_1_to_1000_items()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var item = new { kind = "page_view", email };

        (await api.PostAnswerAsync("/api/v1/touchpoints", new { items = Enumerable.Repeat(item, 1001) })).IsInvalid(
            "items"
        );
        (await api.PostAnswerAsync("/api/v1/touchpoints", new { items = Array.Empty<object>() })).IsInvalid("items");
        (await api.PostAnswerAsync("/api/v1/touchpoints", new { })).IsInvalid("items");
        (await api.PostAnswerAsync("/api/v1/touchpoints", new { items = item })).IsInvalid("items");
        var full = await api.PostAnswerAsync("/api/v1/touchpoints", new { items = Enumerable.Repeat(item, 1000) });
        Assert.Equal(1000, full["accepted"].GetInt32());
    }

    private static string Sorted(IReadOnlyDictionary<string, string> properties) =>
        JsonSerializer.Serialize(
            new SortedDictionary<string, string>(properties.ToDictionary(), StringComparer.Ordinal)
        );
}
