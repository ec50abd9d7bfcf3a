using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Api;

public sealed class ConversationsApiTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Path = "/api/v1/conversations";

    private static readonly DateTimeOffset Said = TimeProvider.System.GetUtcNow().AddMinutes(-10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stated_intent_makes_a_cql_with_one_hand_off_that_says_what_was_said()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var answer = await api.PostAnswerAsync(
            Path,
            new
            {
                external_id = email,
                email,
                intent = "stated",
                summary = "Wants 40 seats by May",
                messages = new[]
                {
                    Message(0, "visitor", "Hello"),
                    Message(1, "agent", "Hi"),
                    Message(2, "visitor", "40 seats, please"),
                },
            }
        );
        answer.Is(HttpStatusCode.Created);
        Assert.Equal((3, 3), (answer["messages"].GetInt32(), answer["added"].GetInt32()));

        var (stage, handoff) = await HandedOverAsync(api, answer["lead_id"].GetGuid());
        Assert.Equal(("cql", "cql"), (stage, handoff.GetProperty("kind").GetString()));
        Assert.StartsWith("Stated intent in a chat", handoff.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal("Wants 40 seats by May", handoff.GetProperty("dossier").GetProperty("question").GetString());
        var lead = await api.GetAnswerAsync($"/api/v1/leads/{answer["lead_id"].GetGuid()}");
        Assert.Equal("chat", lead.Text("channel"));
        // What our own side said is nothing that the lead did.
        Assert.Equal(["Hello", "40 seats, please"], await TextsAsync(lead.Id));
    }

    [Fact]
    public async Task Told_again_it_grows_by_what_is_new_and_states_its_intent_once()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var first = await TellAsync(api, email, email, "none", Message(0, "visitor", "Hello"));
        first.Is(HttpStatusCode.Created);
        Assert.Equal("lead", (await api.GetAnswerAsync($"/api/v1/leads/{first["lead_id"].GetGuid()}")).Text("stage"));

        object[] all = [Message(0, "visitor", "Hello"), Message(1, "visitor", "I want to buy")];
        var second = await TellAsync(api, email, email, "stated", all);
        var third = await TellAsync(api, email, email, "stated", all);
        var fourth = await TellAsync(api, email, null, "none", Message(3, "visitor", "Thanks"));

        Assert.Equal([1, 0, 1], new[] { second, third, fourth }.Select(told => told["added"].GetInt32()));
        Assert.All(new[] { second, third, fourth }, told => told.Is(HttpStatusCode.OK));
        Assert.Equal(("stated", 3), (fourth.Text("intent"), fourth["messages"].GetInt32()));
        Assert.Equal(first["lead_id"].GetGuid(), fourth["lead_id"].GetGuid());
        var (stage, handoff) = await HandedOverAsync(api, first["lead_id"].GetGuid());
        Assert.Equal(("cql", 1), (stage, handoff.GetProperty("version").GetInt32()));
        Assert.Equal(["Hello", "I want to buy", "Thanks"], await TextsAsync(first["lead_id"].GetGuid()));
    }

    [Fact]
    public async Task Fifty_at_once_make_one_conversation_one_lead_and_one_hand_off()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    TellAsync(
                        api,
                        email,
                        email,
                        "stated",
                        Message(0, "visitor", "Hello"),
                        Message(i % 5, "visitor", "I buy")
                    )
                )
        );

        Assert.All(answers, answer => Assert.True((int)answer.Status is 200 or 201, answer.Json.ToString()));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
        var lead = Assert.Single(answers.Select(answer => answer["lead_id"].GetGuid()).Distinct());
        await HandedOverAsync(api, lead);
        Assert.Equal(6, (await TextsAsync(lead)).Count);
        Assert.Equal(1, await app.WithDbAsync(db => db.Conversations.CountAsync(c => c.ExternalId == email, Cancel)));
    }

    [Fact]
    public async Task A_visitors_chat_becomes_the_leads_when_the_browser_is_identified_and_its_intent_counts_then()
    {
        var api = await app.WithFullKeyAsync();
        var (email, visitor) = (ApiSteps.NewEmail(), Guid.CreateVersion7(Said));
        var anonymous = await api.PostAnswerAsync(
            Path,
            new
            {
                external_id = email,
                visitor_id = visitor,
                intent = "stated",
                messages = new[] { Message(0, "visitor", "I want to buy") },
            }
        );
        anonymous.Is(HttpStatusCode.Created);
        Assert.Equal(JsonValueKind.Null, anonymous["lead_id"].ValueKind);
        await app.DoneAsync();

        (
            await api.PostAnswerAsync(
                "/api/v1/touchpoints",
                new
                {
                    items = new[]
                    {
                        new
                        {
                            kind = "page_view",
                            email,
                            visitor_id = visitor,
                            path = "/pricing",
                        },
                    },
                }
            )
        ).Is(HttpStatusCode.Accepted);
        await app.DoneAsync();

        var lead = (await api.GetAnswerAsync("/api/v1/leads?email=" + email))["items"][0];
        Assert.Equal("cql", lead.GetProperty("stage").GetString());
        var later = await TellAsync(api, email, null, "none", Message(4, "visitor", "Still there?"));
        Assert.Equal(lead.GetProperty("id").GetGuid(), later["lead_id"].GetGuid());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_told_without_anybody_is_told_of_the_lead_once_an_email_comes(bool withMessages)
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        object[] said = withMessages ? [Message(0, "visitor", "I want to buy"), Message(1, "bot", "Your e-mail?")] : [];
        var waiting = await TellAsync(api, email, null, "stated", said);
        Assert.Equal(JsonValueKind.Null, waiting["lead_id"].ValueKind);

        var known = await TellAsync(api, email, email, "none");
        known.Is(HttpStatusCode.OK);
        var (stage, _) = await HandedOverAsync(api, known["lead_id"].GetGuid());
        Assert.Equal("cql", stage);
    }

    [Fact]
    public async Task While_as_strong_a_hand_off_is_open_the_conversation_is_noted_there()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var lead = await api.NewLeadAsync(new { email, next_step = "contact" });
        await app.DoneAsync();

        await TellAsync(api, email, email, "stated", Message(0, "visitor", "And in green?"));

        var (stage, handoff) = await HandedOverAsync(api, lead);
        Assert.Equal(("sql", "sql"), (stage, handoff.GetProperty("kind").GetString()));
        var note = await app.WithDbAsync(db =>
            db.Handoffs.Where(h => h.LeadId == lead).Select(h => h.Note).SingleAsync(Cancel)
        );
        Assert.Contains("stated intent in a chat. And in green?", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_named_at_its_field_and_nothing_is_kept()
    {
        var api = await app.WithFullKeyAsync();
        (await api.PostAnswerAsync(Path, new { })).IsInvalid("external_id", "intent", "messages");
        var id = ApiSteps.NewEmail();
        var wrong = await api.PostAnswerAsync(
            Path,
            new
            {
                external_id = id,
                email = "ada@",
                visitor_id = "me",
                intent = "perhaps",
                summary = new string('x', 2001),
                messages = new object[]
                {
                    new
                    {
                        at = "yesterday",
                        from = new string('x', 101),
                        text = new string('x', 4001),
                    },
                    new
                    {
                        at = TimeProvider.System.GetUtcNow().AddHours(1),
                        from = " ",
                        text = "",
                    },
                    "text",
                },
            }
        );
        wrong.IsInvalid(
            "email",
            "visitor_id",
            "intent",
            "summary",
            "messages[0].at",
            "messages[0].from",
            "messages[0].text",
            "messages[1].at",
            "messages[1].from",
            "messages[1].text",
            "messages[2]"
        );
        foreach (var bad in new[] { "\\u0000", "\\ud800" })
        {
            foreach (var field in new[] { "external_id", "summary" })
            {
                (
                    await api.PostTextAsync(
                        Path,
                        $$"""{{{(field == "summary" ? "\"external_id\":\"x\"," : "")}}"intent":"none","messages":[],"{{field}}":"a{{bad}}b"}"""
                    )
                ).IsInvalid(field);
            }

            (
                await api.PostTextAsync(
                    Path,
                    $$"""{"external_id":"x","intent":"none","messages":[{"at":"2026-01-01T00:00:00Z","from":"a{{bad}}b","text":"a{{bad}}b"}]}"""
                )
            ).IsInvalid("messages[0].from", "messages[0].text");
        }

        Assert.False(
            await app.WithDbAsync(db =>
                db.Conversations.AnyAsync(c => c.ExternalId == id || c.ExternalId == "x", Cancel)
            )
        );
    }

    [Fact]
    public async Task A_conversation_holds_a_thousand_messages_and_no_more()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var many = Enumerable.Range(0, 1000).Select(i => Message(i / 100d, "visitor", $"Line {i}")).ToArray();
        (await TellAsync(api, email, email, "none", [.. many, Message(11, "visitor", "One more")])).IsInvalid(
            "messages"
        );
        (await TellAsync(api, email, email, "none", many)).Is(HttpStatusCode.Created);
        (await TellAsync(api, email, email, "none", Message(11, "visitor", "One more"))).IsInvalid("messages");
        Assert.Equal(1000, (await TellAsync(api, email, email, "none", many))["messages"].GetInt32());
    }

    private static object Message(double minute, string from, string text) =>
        new
        {
            at = Said.AddMinutes(minute / 2),
            from,
            text,
        };

    private static Task<Answer> TellAsync(
        HttpClient api,
        string id,
        string? email,
        string intent,
        params object[] messages
    ) =>
        api.PostAnswerAsync(
            Path,
            new
            {
                external_id = id,
                email,
                intent,
                messages,
            }
        );

    private async Task<(string? Stage, JsonElement Handoff)> HandedOverAsync(HttpClient api, Guid lead)
    {
        await app.DoneAsync();
        var list = await api.GetAnswerAsync($"/api/v1/handoffs?lead_id={lead}");
        return (
            (await api.GetAnswerAsync($"/api/v1/leads/{lead}")).Text("stage"),
            Assert.Single(list["items"].EnumerateArray())
        );
    }

    private Task<List<string>> TextsAsync(Guid lead) =>
        app.WithDbAsync(async db =>
            (
                await db
                    .Touchpoints.AsNoTracking()
                    .Where(t => t.LeadId == lead && t.Kind == "chat_message")
                    .OrderBy(t => t.OccurredAt)
                    .ToListAsync(Cancel)
            )
                .Select(t => t.Properties["text"])
                .ToList()
        );
}
