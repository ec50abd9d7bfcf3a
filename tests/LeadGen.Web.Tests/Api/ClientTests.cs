using System.Text.Json.Nodes;
using LeadGen.Client;
using LeadGen.Client.Api.V1;
using LeadGen.Client.Models;
using LeadGen.Testing;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace LeadGen.Web.Tests.Api;

/// <summary>The client for C#, which a build makes of the API's description.</summary>
public sealed class ClientTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>LEADGEN_WRITE_OPENAPI=1 writes the present one instead.</summary>
    [Fact]
    public async Task The_description_that_it_is_made_of_is_the_one_that_the_app_gives()
    {
        var file = Path.Combine(Repository.Root, "src", "LeadGen.Client", "openapi.json");
        var told = JsonNode.Parse(await app.Anonymous().GetStringAsync("/openapi/v1.json", Cancel))!;
        told["servers"]![0]!["url"] = "http://localhost:5080/"; // of whoever asks
        if (Environment.GetEnvironmentVariable("LEADGEN_WRITE_OPENAPI") is not null)
        {
            await File.WriteAllTextAsync(file, Readable(told), Cancel);
        }

        Assert.True(
            JsonNode.DeepEquals(told, JsonNode.Parse(await File.ReadAllTextAsync(file, Cancel))),
            "The API has changed. Run this test once with LEADGEN_WRITE_OPENAPI=1 and commit openapi.json."
        );
    }

    [Fact]
    public async Task A_lead_is_told_of_scored_found_again_and_worked_on()
    {
        using var adapter = AdapterOf(await app.WithFullKeyAsync());
        var api = new LeadGenClient(adapter).Api.V1;
        var email = ApiSteps.NewEmail();
        var entered = await api.Leads.PostAsync(
            new LeadInput
            {
                Email = email,
                FirstName = "Ada",
                Country = "DE",
                Employees = 300,
                Industry = "Software",
                JobTitle = "VP Marketing",
                NextStep = NextStep.Contact,
            },
            cancellationToken: Cancel
        );
        Assert.Equal((email, 300L), (entered!.Email, entered.Employees));

        var at = app.Clock.GetUtcNow().AddMinutes(-5);
        var taken = await api.Touchpoints.PostAsync(
            new TouchpointsInput
            {
                Items =
                [
                    new()
                    {
                        Kind = "webinar_attended",
                        Email = email,
                        OccurredAt = at,
                    },
                    new() { Kind = "dance", Email = email },
                ],
            },
            cancellationToken: Cancel
        );
        Assert.Equal(1, taken!.Accepted);
        Assert.Equal(1, Assert.Single(taken.Rejected!).Index);
        await app.DoneAsync();

        var score = await api.Leads[entered.Id!.Value].Score.GetAsync(cancellationToken: Cancel);
        Assert.Contains(score!.Contributions!, part => part.Dimension == ScoreDimension.Engagement && part.Points > 0);
        var found = Assert.Single((await ListedAsync(api, email)).Items!);
        Assert.Equal((entered.Id, Stage.Sql, score.ScoreProp), (found.Id, found.Stage, found.Score));

        var handoff = Assert.Single(
            (
                await api.Handoffs.GetAsync(
                    request => request.QueryParameters.LeadId = entered.Id.Value.ToString(),
                    Cancel
                )
            )!.Items!
        );
        var accepted = await api.Handoffs[handoff.Id!.Value]
            .Accept.PostAsync(new HandoffActionInput { Version = handoff.Version }, cancellationToken: Cancel);
        Assert.Equal(HandoffState.Accepted, accepted!.State);
        var lost = await Assert.ThrowsAsync<ProblemDetails>(() =>
            api.Handoffs[handoff.Id!.Value]
                .Accept.PostAsync(new HandoffActionInput { Version = handoff.Version }, cancellationToken: Cancel)
        );
        Assert.Equal(409, lost.ResponseStatusCode);
    }

    [Fact]
    public async Task What_is_wrong_comes_as_an_exception_that_names_the_field()
    {
        using var adapter = AdapterOf(await app.WithFullKeyAsync());
        var problem = await Assert.ThrowsAsync<HttpValidationProblemDetails>(() =>
            new LeadGenClient(adapter).Api.V1.Leads.PostAsync(
                new LeadInput { Email = "ada@" },
                cancellationToken: Cancel
            )
        );
        Assert.Equal(422, problem.ResponseStatusCode);
        Assert.Contains("email", problem.Errors!.AdditionalData.Keys);
        using var stranger = AdapterOf(app.Anonymous());
        var refused = await Assert.ThrowsAnyAsync<ApiException>(() =>
            new LeadGenClient(stranger).Api.V1.Leads.GetAsync(cancellationToken: Cancel)
        );
        Assert.Equal(401, refused.ResponseStatusCode);
    }

    private static async Task<LeadPage> ListedAsync(V1RequestBuilder api, string email) =>
        (await api.Leads.GetAsync(request => request.QueryParameters.Email = email, Cancel))!;

    /// <summary>The key is among the headers of the client that it is given.</summary>
    private static HttpClientRequestAdapter AdapterOf(HttpClient http) =>
        new(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = "https://localhost" };

    private static string Readable(JsonNode json) =>
        json.ToJsonString(
            new()
            {
                WriteIndented = true,
                NewLine = "\n",
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        ) + "\n";
}
