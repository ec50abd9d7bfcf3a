using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Api;

/// <summary>An answer of the API, read.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Json, HttpResponseMessage Http)
{
    public JsonElement this[string member] => Json.GetProperty(member);

    public string? Text(string member) => Json.GetProperty(member).GetString();

    public Guid Id => Json.GetProperty("id").GetGuid();
}

/// <summary>What tests of the API do and look at.</summary>
internal static class ApiSteps
{
    private static int _people;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<HttpClient> WithFullKeyAsync(this WebApp app) => app.WithKeyAsync([.. ApiScopes.All]);

    /// <summary>An address that no other test uses; its company none either, unless the domain is given.</summary>
    public static string NewEmail(string? domain = null)
    {
        var number = Interlocked.Increment(ref _people).ToString(CultureInfo.InvariantCulture);
        return $"person{number}@{domain ?? $"company{number}.example"}";
    }

    public static Task<Answer> GetAnswerAsync(this HttpClient client, string path) =>
        client.SendAnswerAsync(HttpMethod.Get, path, null);

    public static Task<Answer> PostAnswerAsync(this HttpClient client, string path, object body) =>
        client.SendAnswerAsync(HttpMethod.Post, path, JsonBodyOf(JsonSerializer.Serialize(body)));

    public static Task<Answer> PutAnswerAsync(this HttpClient client, string path, string json) =>
        client.SendAnswerAsync(HttpMethod.Put, path, JsonBodyOf(json));

    public static Task<Answer> PostTextAsync(this HttpClient client, string path, string json) =>
        client.SendAnswerAsync(HttpMethod.Post, path, JsonBodyOf(json));

    public static Task<Answer> PostBytesAsync(this HttpClient client, string path, byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return client.SendAnswerAsync(HttpMethod.Post, path, content);
    }

    public static async Task<Answer> SendAnswerAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        HttpContent? content
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        var http = await client.SendAsync(request, Cancel);
        var text = await http.Content.ReadAsStringAsync(Cancel);
        return new Answer(http.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), http);
    }

    /// <summary>It is a problem of this status.</summary>
    public static Answer IsProblem(this Answer answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.Http.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, answer["status"].GetInt32());
        Assert.False(string.IsNullOrEmpty(answer.Text("title")));
        Assert.False(string.IsNullOrEmpty(answer.Text("detail")));
        return answer;
    }

    /// <summary>It is a 422 that names exactly these fields, each with what to do.</summary>
    public static void IsInvalid(this Answer answer, params string[] fields)
    {
        var errors = answer.IsProblem(HttpStatusCode.UnprocessableEntity)["errors"];
        Assert.Equal(fields.Order(), errors.EnumerateObject().Select(error => error.Name).Order());
        Assert.All(errors.EnumerateObject(), error => Assert.NotEmpty(error.Value[0].GetString()!));
    }

    public static void Is(this Answer answer, HttpStatusCode status) =>
        Assert.True(status == answer.Status, $"{answer.Status}: {answer.Json}");

    public static async Task<Guid> NewLeadAsync(this HttpClient client, object? body = null)
    {
        var answer = await client.PostAnswerAsync("/api/v1/leads", body ?? new { email = NewEmail() });
        answer.Is(HttpStatusCode.Created);
        return answer.Id;
    }

    /// <summary>A lead who asked to be contacted, and the hand-off that came of it.</summary>
    public static async Task<Answer> NewHandoffAsync(this HttpClient client, WebApp app)
    {
        var lead = await client.NewLeadAsync(new { email = NewEmail(), next_step = "contact" });
        await app.DoneAsync();
        var list = await client.GetAnswerAsync($"/api/v1/handoffs?lead_id={lead}");
        var handoff = Assert.Single(list["items"].EnumerateArray());
        return new Answer(list.Status, handoff, list.Http);
    }

    /// <summary>Waits until everything that was asked for is scored, by whomever.</summary>
    public static async Task DoneAsync(this WebApp app)
    {
        var road = app.Services.GetRequiredService<RescoreRoad>();
        do
        {
            await road.DrainAsync(Cancel);
        } while (await app.WithDbAsync(db => db.RescoreRequests.AnyAsync(request => request.Error == null, Cancel)));
    }

    public static async Task<T> WithDbAsync<T>(this WebApp app, Func<LeadGenDbContext, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>());
    }

    /// <summary>Walks all pages of a list.</summary>
    public static async Task<List<JsonElement>> WalkAsync(this HttpClient client, string path)
    {
        var (items, cursor) = (new List<JsonElement>(), (string?)null);
        do
        {
            var page = await client.GetAnswerAsync(
                path + (path.Contains('?') ? '&' : '?') + "cursor=" + Uri.EscapeDataString(cursor ?? "")
            );
            page.Is(HttpStatusCode.OK);
            items.AddRange(page["items"].EnumerateArray());
            cursor = page.Text("next_cursor");
            Assert.True(items.Count < 2000, "It does not end.");
        } while (cursor is not null);

        return items;
    }

    private static StringContent JsonBodyOf(string json) => new(json, Encoding.UTF8, "application/json");
}
