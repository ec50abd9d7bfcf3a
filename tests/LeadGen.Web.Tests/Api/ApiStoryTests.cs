using System.Net;
using System.Text.Json;

namespace LeadGen.Web.Tests.Api;

public sealed class ApiStoryTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_lead_comes_in_becomes_an_MQL_is_worked_and_won_by_API_alone()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail("story.example");
        var id = await api.NewLeadAsync(
            new
            {
                email,
                first_name = "Ada",
                country = "DE",
                employees = 300,
                industry = "Software",
                job_title = "VP Marketing",
            }
        );
        await TellAsync(api, email, "content_downloaded", "webinar_registered");
        await app.DoneAsync();
        Assert.Equal("lead", (await api.GetAnswerAsync($"/api/v1/leads/{id}")).Text("stage"));
        await TellAsync(api, email, "webinar_attended");
        await app.DoneAsync();

        var lead = await api.GetAnswerAsync($"/api/v1/leads/{id}");
        Assert.Equal("mql", lead.Text("stage"));
        Assert.True(lead["score"].GetInt32() >= 100);
        var handoff = Assert.Single(
            (await api.GetAnswerAsync($"/api/v1/handoffs?lead_id={id}"))["items"].EnumerateArray()
        );
        Assert.Equal("mql", handoff.GetProperty("kind").GetString());
        Assert.StartsWith("Score ", handoff.GetProperty("why").GetString(), StringComparison.Ordinal);
        var path = $"/api/v1/handoffs/{handoff.GetProperty("id").GetGuid()}";

        (await api.PostAnswerAsync(path + "/accept", new { version = 1 })).Is(HttpStatusCode.OK);
        (await api.PostAnswerAsync(path + "/start", new { version = 2 })).Is(HttpStatusCode.OK);
        var qualified = await api.PostAnswerAsync(
            path + "/qualify",
            new
            {
                version = 3,
                checklist = new
                {
                    need = "yes",
                    authority = "no",
                    budget = new { answer = "unknown", note = "Asks the board." },
                },
            }
        );
        qualified.Is(HttpStatusCode.OK);
        Assert.Equal("yes", qualified["checklist"].GetProperty("need").GetProperty("answer").GetString());
        Assert.Equal("Asks the board.", qualified["checklist"].GetProperty("budget").GetProperty("note").GetString());
        Assert.Equal("sql", (await api.GetAnswerAsync($"/api/v1/leads/{id}")).Text("stage"));
        (
            await api.PostAnswerAsync(
                "/api/v1/outcomes",
                new
                {
                    lead_id = id,
                    result = "won",
                    amount = 9000,
                    currency = "EUR",
                }
            )
        ).Is(HttpStatusCode.Created);

        await TheTimelineTellsItAsync(api, id);
    }

    private static async Task TheTimelineTellsItAsync(HttpClient api, Guid id)
    {
        var items = await api.WalkAsync($"/api/v1/leads/{id}/timeline?limit=3");
        var oneByOne = await api.WalkAsync($"/api/v1/leads/{id}/timeline?limit=1");
        Assert.Equal(items.Select(item => item.GetRawText()), oneByOne.Select(item => item.GetRawText()));

        Assert.Equal(items.Count, items.Select(item => item.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.All(items, item => Assert.NotEmpty(item.GetProperty("text").GetString()!));
        var instants = items.Select(item => item.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.Equal(instants.OrderDescending(), instants);
        Assert.Equal(
            [
                "touchpoint content_downloaded",
                "touchpoint webinar_registered",
                "touchpoint webinar_attended",
                "stage_move mql",
                "handoff open",
                "handoff accepted",
                "handoff started",
                "stage_move sql",
                "handoff qualified",
                "stage_move opportunity",
                "stage_move customer",
            ],
            items
                .AsEnumerable()
                .Reverse()
                .Select(item => $"{item.GetProperty("type").GetString()} {item.GetProperty("kind").GetString()}")
        );
        Assert.True(items[1].GetProperty("implied").GetBoolean());
    }

    private static async Task TellAsync(HttpClient api, string email, params string[] kinds)
    {
        foreach (var kind in kinds)
        {
            (await api.PostAnswerAsync("/api/v1/touchpoints", new { items = new[] { new { kind, email } } })).Is(
                HttpStatusCode.Accepted
            );
        }
    }
}
