using System.Net;
using System.Text;
using System.Text.Json;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Api;

public sealed class IdempotencyTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Fifty_at_once_with_one_key_have_one_effect_and_one_answer()
    {
        using var api = await app.WithFullKeyAsync();
        var lead = await api.PostAnswerAsync("/api/v1/leads", new { email = ApiSteps.NewEmail() });
        object outcome = new
        {
            lead_id = lead.Id,
            result = "opportunity",
            amount = 5,
            currency = "EUR",
        };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => SendAsync(api, "/api/v1/outcomes", "fifty", outcome))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Json.GetRawText()).Distinct());
        Assert.Equal(49, answers.Count(answer => answer.Http.Headers.Contains("Idempotency-Repeated")));
        Assert.Equal(1, await app.DbAsync(db => db.Outcomes.CountAsync(one => one.LeadId == lead.Id, Cancel)));
    }

    [Fact]
    public async Task Fifty_hands_raised_at_once_with_one_key_are_one()
    {
        using var api = await app.WithFullKeyAsync();
        object raised = new
        {
            email = ApiSteps.NewEmail(),
            next_step = "contact",
            consent_marketing = true,
        };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => SendAsync(api, "/api/v1/leads", "hands", raised))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal((1, 1), await ToldAsync(Assert.Single(answers.Select(answer => answer.Id).Distinct())));
    }

    [Fact]
    public async Task A_call_whose_sender_hangs_up_is_done_to_its_end_and_its_answer_is_there()
    {
        using var api = await app.WithFullKeyAsync();
        object raised = new { email = ApiSteps.NewEmail(), next_step = "contact" };
        await using var holder = new NpgsqlConnection(app.ConnectionString);
        await holder.OpenAsync(Cancel);
        await using var held = await holder.BeginTransactionAsync(Cancel);
        await using (var command = holder.CreateCommand())
        {
            command.CommandText = "lock table leadgen.touchpoints in exclusive mode";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        using var sender = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = SendAsync(api, "/api/v1/leads", "hung-up", raised, sender.Token);
        while (await CountAsync("hung-up") == 0)
        {
            Assert.False(first.IsCompleted, "It waits for nothing.");
        }

        await sender.CancelAsync();
        // The sender of a test is not let go before the call has ended.
        await held.RollbackAsync(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var again = await SendAsync(api, "/api/v1/leads", "hung-up", raised);
        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.True(again.Http.Headers.Contains("Idempotency-Repeated"));
        Assert.Equal((1, 0), await ToldAsync(again.Id));
    }

    [Fact]
    public async Task The_same_call_is_answered_the_same_for_a_day_even_where_the_effect_would_be_another()
    {
        using var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var first = await SendAsync(api, "/api/v1/leads", "day", new { email });
        Assert.Equal(HttpStatusCode.Created, first.Status);
        app.Clock.Advance(TimeSpan.FromHours(23.9));
        var again = await SendAsync(api, "/api/v1/leads", "day", new { email });

        Assert.Equal((first.Status, first.Json.GetRawText()), (again.Status, again.Json.GetRawText()));
        Assert.Equal(first.Http.Headers.Location, again.Http.Headers.Location);
        Assert.Equal("application/json", again.Http.Content.Headers.ContentType?.MediaType);
        app.Clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(api, "/api/v1/leads", "day", new { email })).Status);
    }

    [Fact]
    public async Task Another_body_is_refused_and_another_caller_or_address_is_another_call()
    {
        using var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        await SendAsync(api, "/api/v1/leads", "other", new { email });

        var other = await SendAsync(api, "/api/v1/leads", "other", new { email, company = "Other" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.True(other["errors"].TryGetProperty("Idempotency-Key", out _));
        using var second = await app.WithFullKeyAsync();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(second, "/api/v1/leads", "other", new { email })).Status);
        var touched = await SendAsync(
            api,
            "/api/v1/touchpoints",
            "other",
            new { items = new[] { new { kind = "meeting", email } } }
        );
        Assert.Equal(HttpStatusCode.Accepted, touched.Status);
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_call_that_was_refused()
    {
        using var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await SendAsync(api, "/api/v1/leads", "refused", new { email = "no" })).Status
        );
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(api, "/api/v1/leads", "refused", new { email })).Status);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await SendAsync(api, "/api/v1/leads", new string('k', 256), new { email })).Status
        );
    }

    [Fact]
    public async Task What_died_in_between_is_begun_anew_and_an_outcome_is_recorded_once_all_the_same()
    {
        using var api = await app.WithFullKeyAsync();
        var lead = await api.PostAnswerAsync("/api/v1/leads", new { email = ApiSteps.NewEmail() });
        object outcome = new { lead_id = lead.Id, result = "opportunity" };
        object touched = new { items = new[] { new { kind = "meeting", lead_id = lead.Id } } };
        object raised = new
        {
            email = ApiSteps.NewEmail(),
            next_step = "contact",
            consent_marketing = true,
        };
        var handoff = $"/api/v1/handoffs/{(await api.NewHandoffAsync(app)).Id}/accept";
        var hand = await SendAsync(api, "/api/v1/leads", "died", raised);
        var accepted = await SendAsync(api, handoff, "died", new { version = 1 });
        await SendAsync(api, "/api/v1/outcomes", "died", outcome);
        await SendAsync(api, "/api/v1/touchpoints", "died", touched);
        // As after a kill between the effect and the note of its answer.
        await app.DbAsync(db =>
            db.Set<KeptAnswer>()
                .Where(kept => kept.Key == "died")
                .ExecuteUpdateAsync(kept => kept.SetProperty(k => k.Status, (int?)null), Cancel)
        );
        app.Clock.Advance(TimeSpan.FromMinutes(3));

        await SendAsync(api, "/api/v1/outcomes", "died", outcome);
        var again = await SendAsync(api, "/api/v1/touchpoints", "died", touched);
        Assert.Equal(1, again["duplicates"].GetInt32());
        Assert.Equal(hand.Id, (await SendAsync(api, "/api/v1/leads", "died", raised)).Id);
        Assert.Equal((1, 1), await ToldAsync(hand.Id));
        var accepts = await SendAsync(api, handoff, "died", new { version = 1 });
        Assert.Equal((HttpStatusCode.OK, accepted.Json.GetRawText()), (accepts.Status, accepts.Json.GetRawText()));
        var other = await SendAsync(api, handoff, "another", new { version = 1 });
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Equal(1, await app.DbAsync(db => db.Outcomes.CountAsync(one => one.LeadId == lead.Id, Cancel)));
        Assert.Equal(
            1,
            await app.DbAsync(db =>
                db.Touchpoints.CountAsync(one => one.LeadId == lead.Id && one.Kind == "meeting", Cancel)
            )
        );
    }

    [Fact]
    public async Task Kept_answers_go_after_a_day_and_with_the_person()
    {
        using var api = await app.WithFullKeyAsync();
        var lead = await SendAsync(api, "/api/v1/leads", "gone", new { email = ApiSteps.NewEmail() });
        await SendAsync(api, "/api/v1/outcomes", "gone", new { lead_id = lead.Id, result = "opportunity" });
        Assert.Equal(2, await CountAsync("gone"));
        await api.DeleteAsync($"/api/v1/leads/{lead.Id}", Cancel);
        Assert.Equal(0, await CountAsync("gone"));

        await SendAsync(api, "/api/v1/leads", "old", new { email = ApiSteps.NewEmail() });
        app.Clock.Advance(TimeSpan.FromHours(25));
        Assert.True(await ActivatorUtilities.CreateInstance<Rounds>(app.Services).CleanAsync(Cancel));
        Assert.Equal(0, await CountAsync("old"));
    }

    /// <summary>How often the lead raised a hand, and said yes to mail.</summary>
    private Task<(int Hands, int Yes)> ToldAsync(Guid lead) =>
        app.DbAsync(async db =>
            (
                await db.Touchpoints.CountAsync(one => one.LeadId == lead && one.Kind == "form_submitted", Cancel),
                await db.Consents.CountAsync(one => one.LeadId == lead, Cancel)
            )
        );

    private Task<int> CountAsync(string key) =>
        app.DbAsync(db => db.Set<KeptAnswer>().CountAsync(kept => kept.Key == key, Cancel));

    private static async Task<Answer> SendAsync(
        HttpClient client,
        string path,
        string key,
        object body,
        CancellationToken? sender = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", key } },
        };
        var http = await client.SendAsync(request, sender ?? Cancel);
        return new Answer(
            http.StatusCode,
            JsonDocument.Parse(await http.Content.ReadAsStringAsync(Cancel)).RootElement,
            http
        );
    }
}
