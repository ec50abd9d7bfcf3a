using System.Net;
using LeadGen.Web.Access;

namespace LeadGen.Web.Tests.Api;

public sealed class ApiScopeTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Id = "0198aaaa-0000-7000-8000-000000000000";

    public static TheoryData<string, string, string> Calls =>
        new()
        {
            { "POST", "/api/v1/leads", ApiScopes.LeadsWrite },
            { "GET", "/api/v1/leads", ApiScopes.LeadsRead },
            { "GET", $"/api/v1/leads/{Id}", ApiScopes.LeadsRead },
            { "DELETE", $"/api/v1/leads/{Id}", ApiScopes.LeadsWrite },
            { "GET", $"/api/v1/leads/{Id}/score", ApiScopes.LeadsRead },
            { "GET", $"/api/v1/leads/{Id}/timeline", ApiScopes.LeadsRead },
            { "POST", $"/api/v1/leads/{Id}/merge", ApiScopes.LeadsWrite },
            { "POST", $"/api/v1/leads/{Id}/unmerge", ApiScopes.LeadsWrite },
            { "POST", "/api/v1/touchpoints", ApiScopes.EventsWrite },
            { "POST", "/api/v1/product-events", ApiScopes.EventsWrite },
            { "POST", "/api/v1/conversations", ApiScopes.EventsWrite },
            { "POST", "/api/v1/service-requests", ApiScopes.LeadsWrite },
            { "GET", "/api/v1/scoring/models/published", ApiScopes.ModelRead },
            { "GET", "/api/v1/scoring/models/draft", ApiScopes.ModelRead },
            { "PUT", "/api/v1/scoring/models/draft", ApiScopes.ModelWrite },
            { "POST", "/api/v1/scoring/models/draft/publish", ApiScopes.ModelWrite },
            { "POST", "/api/v1/scoring/models/draft/replay", ApiScopes.ModelWrite },
            { "GET", $"/api/v1/scoring/replays/{Id}", ApiScopes.ModelRead },
            { "GET", "/api/v1/handoffs", ApiScopes.LeadsRead },
            { "GET", $"/api/v1/handoffs/{Id}", ApiScopes.LeadsRead },
            { "POST", $"/api/v1/handoffs/{Id}/accept", ApiScopes.HandoffsWrite },
            { "POST", $"/api/v1/handoffs/{Id}/start", ApiScopes.HandoffsWrite },
            { "POST", $"/api/v1/handoffs/{Id}/qualify", ApiScopes.HandoffsWrite },
            { "POST", $"/api/v1/handoffs/{Id}/recycle", ApiScopes.HandoffsWrite },
            { "POST", $"/api/v1/handoffs/{Id}/reject", ApiScopes.HandoffsWrite },
            { "POST", $"/api/v1/handoffs/{Id}/disqualify", ApiScopes.HandoffsWrite },
            { "POST", $"/api/v1/handoffs/{Id}/undo", ApiScopes.HandoffsWrite },
            { "POST", $"/api/v1/handoffs/{Id}/reassign", ApiScopes.HandoffsWrite },
            { "POST", "/api/v1/outcomes", ApiScopes.OutcomesWrite },
            { "GET", "/api/v1/exports/outcomes.jsonl", ApiScopes.LeadsRead },
        };

    [Theory, MemberData(nameof(Calls))]
    public async Task A_call_opens_to_its_own_scope_alone(string method, string path, string scope)
    {
        var nobody = await SendAsync(app.Anonymous(), method, path);
        var others = await SendAsync(await app.WithKeyAsync([.. ApiScopes.All.Except([scope])]), method, path);
        var own = await SendAsync(await app.WithKeyAsync(scope), method, path);
        var staff = await SendAsync(await app.SignedInAsync(Roles.Admin), method, path);

        nobody.IsProblem(HttpStatusCode.Unauthorized);
        Assert.Equal(scope, others.IsProblem(HttpStatusCode.Forbidden).Text("scope"));
        staff.IsProblem(HttpStatusCode.Unauthorized);
        Assert.True(own.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden));
        Assert.True((int)own.Status < 500, own.Json.ToString());
    }

    private static Task<Answer> SendAsync(HttpClient client, string method, string path) =>
        client.SendAnswerAsync(
            new HttpMethod(method),
            path,
            method == "GET" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json")
        );
}
