using System.Net;
using System.Text.Json;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Api;

public sealed class ServiceRequestsApiTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Path = "/api/v1/service-requests";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_told_service_becomes_service_qualified_with_their_words_and_their_hurry()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var reporter = await app.AddStaffAsync(Roles.ServiceRep);
        var answer = await api.PostAnswerAsync(
            Path,
            new
            {
                email,
                request = "Two more\nlines",
                account = "Initech",
                urgency = "urgent",
                reported_by = reporter.Email,
            }
        );
        answer.Is(HttpStatusCode.Created);

        var (lead, handoff) = await HandedOverAsync(api, answer["lead_id"].GetGuid());
        Assert.Equal(
            ("service_qualified", "service", "Initech"),
            (lead.Text("stage"), lead.Text("channel"), lead.Text("company"))
        );
        Assert.Equal("service_qualified", handoff.GetProperty("kind").GetString());
        Assert.StartsWith(
            "Told service they want more, urgent",
            handoff.GetProperty("why").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("Two more\nlines", handoff.GetProperty("dossier").GetProperty("question").GetString());
        var kept = await app.WithDbAsync(db => db.ServiceRequests.SingleAsync(r => r.LeadId == lead.Id, Cancel));
        Assert.Equal(reporter.Id, kept.ReporterId);
    }

    [Theory]
    [InlineData("won", "service_qualified")]
    [InlineData("opportunity", "opportunity")]
    public async Task A_customer_moves_and_an_open_sale_gets_a_hand_off_and_keeps_its_stage(
        string outcome,
        string stage
    )
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var id = await api.NewLeadAsync(new { email });
        (await api.PostAnswerAsync("/api/v1/outcomes", new { email, result = outcome })).Is(HttpStatusCode.Created);

        await TellAsync(api, email);

        var (lead, handoff) = await HandedOverAsync(api, id);
        Assert.Equal((stage, "service_qualified"), (lead.Text("stage"), handoff.GetProperty("kind").GetString()));
        // The rep confirms it; the sale stays where it is.
        var accepted = await api.PostAnswerAsync(
            $"/api/v1/handoffs/{handoff.GetProperty("id").GetGuid()}/accept",
            new { version = 1 }
        );
        accepted.Is(HttpStatusCode.OK);
        var checklist = new { need = "yes", authority = "yes" };
        (await api.PostAnswerAsync($"/api/v1/handoffs/{accepted.Id}/qualify", new { version = 2, checklist })).Is(
            HttpStatusCode.OK
        );
        Assert.Equal(
            stage == "opportunity" ? "opportunity" : "sql",
            (await api.GetAnswerAsync($"/api/v1/leads/{id}")).Text("stage")
        );
    }

    [Fact]
    public async Task A_disqualified_lead_stays_out_though_the_request_is_kept()
    {
        var api = await app.WithFullKeyAsync();
        var lead = await app.LeadAsync(Stage.Disqualified);
        await TellAsync(api, lead.Email);
        await app.DoneAsync();

        Assert.Equal(Stage.Disqualified, (await app.LeadNowAsync(lead.Id)).Stage);
        Assert.False(await app.WithDbAsync(db => db.Handoffs.AnyAsync(h => h.LeadId == lead.Id, Cancel)));
        Assert.True(await app.WithDbAsync(db => db.ServiceRequests.AnyAsync(r => r.LeadId == lead.Id, Cancel)));
    }

    [Fact]
    public async Task The_same_fifty_times_at_once_and_once_more_counts_once_and_other_words_are_noted()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => TellAsync(api, email)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(49, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        var lead = Assert.Single(answers.Select(answer => answer["lead_id"].GetGuid()).Distinct());
        await HandedOverAsync(api, lead);

        (await TellAsync(api, email, "And a spare")).Is(HttpStatusCode.Created);
        await HandedOverAsync(api, lead);
        var note = await app.WithDbAsync(db =>
            db.Handoffs.Where(h => h.LeadId == lead).Select(h => h.Note).SingleAsync(Cancel)
        );
        Assert.Contains("told service they want more. And a spare", note, StringComparison.Ordinal);
        Assert.Equal(2, await app.WithDbAsync(db => db.ServiceRequests.CountAsync(r => r.LeadId == lead, Cancel)));
    }

    [Fact]
    public async Task What_is_wrong_is_named_at_its_field()
    {
        var api = await app.WithFullKeyAsync();
        (await api.PostAnswerAsync(Path, new { })).IsInvalid("email", "request", "reported_by");
        (
            await api.PostAnswerAsync(
                Path,
                new
                {
                    email = "ada@",
                    request = new string('x', 2001),
                    account = new string('x', 500),
                    urgency = "yesterday",
                    reported_by = new string('x', 201),
                }
            )
        ).IsInvalid("email", "request", "account", "urgency", "reported_by");
        (
            await api.PostAnswerAsync(
                Path,
                new
                {
                    email = new[] { 1 },
                    request = new { },
                    account = Array.Empty<int>(),
                    urgency = 1,
                    reported_by = new { },
                }
            )
        ).IsInvalid("email", "request", "account", "urgency", "reported_by");
        foreach (var field in new[] { "request", "account", "reported_by", "urgency" })
        {
            var fields = new Dictionary<string, string>
            {
                ["email"] = ApiSteps.NewEmail(),
                ["request"] = "x",
                ["reported_by"] = "x",
                [field] = "a\0b",
            };
            (await api.PostTextAsync(Path, JsonSerializer.Serialize(fields))).IsInvalid(field);
        }
    }

    private static Task<Answer> TellAsync(HttpClient api, string email, string request = "Two more lines") =>
        api.PostAnswerAsync(
            Path,
            new
            {
                email,
                request,
                reported_by = "Sam of service",
            }
        );

    private async Task<(Answer Lead, JsonElement Handoff)> HandedOverAsync(HttpClient api, Guid lead)
    {
        await app.DoneAsync();
        var list = await api.GetAnswerAsync($"/api/v1/handoffs?lead_id={lead}");
        return (await api.GetAnswerAsync($"/api/v1/leads/{lead}"), Assert.Single(list["items"].EnumerateArray()));
    }
}
