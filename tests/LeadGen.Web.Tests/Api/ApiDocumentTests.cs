using System.Net;

namespace LeadGen.Web.Tests.Api;

public sealed class ApiDocumentTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task The_description_is_OpenAPI_31_and_names_every_call_with_its_scope()
    {
        var document = await app.Anonymous().GetAnswerAsync("/openapi/v1.json");

        document.Is(HttpStatusCode.OK);
        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        var bearer = document["components"].GetProperty("securitySchemes").GetProperty("bearer");
        Assert.Equal("http", bearer.GetProperty("type").GetString());
        var calls = document["paths"]
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => (path.Name, Call: call.Value)))
            .ToList();
        Assert.Equal(ApiScopeTests.Calls.Count, calls.Count);
        Assert.All(
            calls,
            call =>
            {
                Assert.StartsWith("/api/v1/", call.Name, StringComparison.Ordinal);
                Assert.NotEmpty(call.Call.GetProperty("summary").GetString()!);
                Assert.Contains(
                    "Needs the scope",
                    call.Call.GetProperty("description").GetString(),
                    StringComparison.Ordinal
                );
                Assert.Equal(1, call.Call.GetProperty("security").GetArrayLength());
            }
        );
        var lead = document["components"].GetProperty("schemas").GetProperty("Lead").GetProperty("properties");
        Assert.True(lead.TryGetProperty("engagement_score", out _));
        Assert.Equal("date-time", lead.GetProperty("created_at").GetProperty("format").GetString());
        Assert.Equal("string", lead.GetProperty("created_at").GetProperty("type").GetString());
        Assert.Equal(
            calls.Count,
            calls.Select(call => call.Call.GetProperty("operationId").GetString()).Distinct().Count()
        );
    }

    [Fact]
    public async Task The_readable_page_needs_nothing_from_elsewhere()
    {
        var bare = await app.Anonymous().GetAsync("/docs/api", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, bare.StatusCode);
        var http = await app.Anonymous().GetAsync("/docs/api/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, http.StatusCode);
        var html = await http.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("openapi/v1.json", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://cdn", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://fonts", html, StringComparison.Ordinal);
    }
}
