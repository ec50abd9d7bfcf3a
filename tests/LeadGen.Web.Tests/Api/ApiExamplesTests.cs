using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Imports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Api;

/// <summary>The description of the API is one that programs can read, and what it shows can be sent.</summary>
public sealed class ApiExamplesTests(ImportApp started) : IClassFixture<ImportApp>
{
    private WebApp App => started.Web;

    private sealed record Call(string Method, string Path, JsonElement Json)
    {
        public string Name => Json.GetProperty("operationId").GetString()!;

        public bool IsWrite => Method != "get";

        /// <summary>The body that is shown, and its type.</summary>
        public (string Text, string Type)? Body =>
            Json.TryGetProperty("requestBody", out var body)
            && body.GetProperty("content").EnumerateObject().Single() is var content
            && content.Value.TryGetProperty("example", out var example)
                ? (
                    example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText(),
                    content.Name
                )
                : null;

        /// <summary>The values that are shown of the parameters there.</summary>
        public IReadOnlyList<(string Name, string Value)> Values(string place) =>
            [
                .. Parameters
                    .Where(parameter => parameter.TryGetProperty("in", out var at) && at.GetString() == place)
                    .Where(parameter => parameter.TryGetProperty("example", out _))
                    .Select(parameter =>
                        (parameter.GetProperty("name").GetString()!, parameter.GetProperty("example").GetString()!)
                    ),
            ];

        public IEnumerable<JsonElement> Parameters =>
            Json.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];
    }

    [Fact]
    public async Task It_is_read_without_an_error_and_all_that_it_refers_to_is_there()
    {
        var text = await App.Anonymous().GetStringAsync("/openapi/v1.json", Cancel);
        var read = OpenApiDocument.Parse(text, "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.NotEmpty(read.Document!.Paths);
        var json = JsonElement.Parse(text);
        var places = ReferencesOf(json).Distinct().ToList();
        Assert.Contains("#/components/schemas/FitCriterionInput", places);
        Assert.All(
            places,
            place =>
                Assert.True(
                    json.GetProperty("components")
                        .GetProperty(place.Split('/')[2])
                        .TryGetProperty(place.Split('/')[3], out _),
                    place
                )
        );
    }

    [Fact]
    public async Task Each_write_tells_of_its_key_its_refusals_and_its_limit()
    {
        var calls = await CallsAsync();
        Assert.All(
            calls.Where(call => call.IsWrite),
            call =>
            {
                Assert.Contains(
                    call.Parameters,
                    parameter =>
                        parameter.TryGetProperty("$ref", out var place)
                        && place.GetString() == "#/components/parameters/Idempotency-Key"
                );
                foreach (var status in new[] { "400", "401", "403", "409", "422", "429" })
                {
                    Assert.True(call.Json.GetProperty("responses").TryGetProperty(status, out _), call.Name + status);
                }
            }
        );
        Assert.All(
            calls.Where(call => call.Json.TryGetProperty("requestBody", out _)),
            call => Assert.NotNull(call.Body)
        );
        var export = Assert.Single(calls, call => call.Name == "export");
        Assert.DoesNotContain(
            "cursor",
            export.Parameters.Select(parameter => parameter.GetProperty("name").GetString())
        );
        var entered = Assert.Single(calls, call => call.Name == "enterLead").Json.GetProperty("responses");
        Assert.Equal(
            ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Location", "Idempotency-Repeated"],
            entered.GetProperty("201").GetProperty("headers").EnumerateObject().Select(header => header.Name)
        );
    }

    [Fact]
    public async Task Each_example_can_be_sent_as_it_is()
    {
        using var api = await App.WithFullKeyAsync();
        await AddRitaAsync();
        foreach (var call in await CallsAsync())
        {
            var query = call.Values("query");
            if (call.Body is null && query.Count == 0)
            {
                continue;
            }

            var (path, body) = await PreparedAsync(api, call);
            var asked = string.Join('&', query.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));
            using var request = new HttpRequestMessage(
                new HttpMethod(call.Method.ToUpperInvariant()),
                $"{path}?{asked}"
            )
            {
                Content = body is null ? null : new StringContent(body, Encoding.UTF8, call.Body!.Value.Type),
            };
            using var answer = await api.SendAsync(request, Cancel);

            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(status[0] == '2', $"{call.Name}: {status} {text}");
            Assert.True(call.Json.GetProperty("responses").TryGetProperty(status, out _), $"{call.Name}: {status}");
        }
    }

    /// <summary>With ids of what there is, in the state of which the example speaks.</summary>
    private async Task<(string Path, string? Body)> PreparedAsync(HttpClient api, Call call)
    {
        var (path, body) = (call.Path, call.Body?.Text);
        foreach (var (name, value) in call.Values("path"))
        {
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        if (path.Contains("/handoffs/{id}", StringComparison.Ordinal))
        {
            var version = JsonElement.Parse(body!).GetProperty("version").GetInt32();
            path = path.Replace("{id}", (await HandoffAsync(api, version)).ToString(), StringComparison.Ordinal);
        }
        else if (path.Contains("{id}", StringComparison.Ordinal))
        {
            path = path.Replace("{id}", (await api.NewLeadAsync()).ToString(), StringComparison.Ordinal);
            body = body?.Replace(
                "01981c3e-5b8a-7c00-8000-000000000000",
                (await api.NewLeadAsync()).ToString(),
                StringComparison.Ordinal
            );
        }

        return (path, body);
    }

    /// <summary>A hand-off on which so much has been done.</summary>
    private async Task<Guid> HandoffAsync(HttpClient api, int version)
    {
        var handoff = await api.NewHandoffAsync(App);
        object[] done =
        [
            new { version = 1 },
            new { version = 2 },
            new { version = 3, checklist = new { need = "yes", authority = "yes" } },
        ];
        string[] verbs = ["accept", "start", "qualify"];
        for (var step = 0; step < version - 1; step++)
        {
            var answer = await api.PostAnswerAsync($"/api/v1/handoffs/{handoff.Id}/{verbs[step]}", done[step]);
            answer.Is(HttpStatusCode.OK);
        }

        return handoff.Id;
    }

    private async Task AddRitaAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var staff = scope.ServiceProvider.GetRequiredService<StaffDesk>();
        var (_, added) = await staff.AddAsync(EmailAddress.Parse("rita@example.com"), "Rita", [Roles.SalesRep], null);
        Assert.True(added.Succeeded, added.ToString());
    }

    private async Task<List<Call>> CallsAsync() =>
        [
            .. (await App.Anonymous().GetAnswerAsync("/openapi/v1.json"))["paths"]
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject().Select(call => new Call(call.Name, path.Name, call.Value))
                ),
        ];

    private static IEnumerable<string> ReferencesOf(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject()
                .SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : ReferencesOf(member.Value)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(ReferencesOf),
            _ => [],
        };
}
