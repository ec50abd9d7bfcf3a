using System.Net;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Access;

namespace LeadGen.Web.Tests.Api;

public sealed class ApiScopeTests(WebApp app) : IClassFixture<WebApp>
{
    public static TheoryData<string, string> Calls => [.. AccessMatrix.Calls.Select(call => (call.Key, call.Value))];

    [Theory, MemberData(nameof(Calls))]
    public async Task A_call_opens_to_its_own_scope_alone(string call, string scope)
    {
        var (method, path) = (call.Split(' ')[0], AccessMatrix.PathOf(call.Split(' ')[1]));
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
            method == "GET" ? null : new StringContent("{}", System.Text.Encoding.UTF8, TypeOf(path))
        );

    /// <summary>What a call takes is found out before who calls.</summary>
    private static string TypeOf(string path) =>
        path.EndsWith("/imports", StringComparison.Ordinal) ? "text/csv" : "application/json";
}
