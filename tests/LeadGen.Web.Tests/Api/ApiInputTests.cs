using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadGen.Domain.Tests;

namespace LeadGen.Web.Tests.Api;

public sealed class ApiInputTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Leads = "/api/v1/leads";
    private const string Draft = "/api/v1/scoring/models/draft";
    private const string Nobody = "0198aaaa-0000-7000-8000-000000000000";

    public static TheoryData<string> Writes =>
        [
            Leads,
            "/api/v1/touchpoints",
            "/api/v1/product-events",
            "/api/v1/conversations",
            "/api/v1/service-requests",
            "/api/v1/scoring/models/draft/publish",
            "/api/v1/outcomes",
            Draft,
            $"{Leads}/{Nobody}/merge",
            .. new[] { "accept", "start", "qualify", "recycle", "reject", "disqualify", "undo", "reassign" }.Select(
                verb => $"/api/v1/handoffs/{Nobody}/{verb}"
            ),
        ];

    [Theory, MemberData(nameof(Writes))]
    public async Task A_body_that_is_no_JSON_object_is_refused(string path)
    {
        var api = await app.WithFullKeyAsync();
        foreach (
            var text in new[]
            {
                "{",
                "nonsense",
                "{\"a\":1}}",
                "{'a':1}",
                "{\"a\":1,\"a\":2}",
                Deep(100),
                "{\"\\ud800\":1}",
            }
        )
        {
            (await WriteAsync(api, path, text)).IsProblem(HttpStatusCode.BadRequest);
        }

        foreach (var text in new[] { "[]", "1", "null", "\"text\"" })
        {
            (await WriteAsync(api, path, text)).IsInvalid("body");
        }

        byte[] latin = [(byte)'{', (byte)'"', (byte)'a', (byte)'"', (byte)':', (byte)'"', 0xE9, (byte)'"', (byte)'}'];
        (await WriteAsync(api, path, latin, "application/json")).IsProblem(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Writes))]
    public async Task Another_content_type_is_415(string path)
    {
        var api = await app.WithFullKeyAsync();
        foreach (
            var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16" }
        )
        {
            (await WriteAsync(api, path, "{}"u8.ToArray(), type)).IsProblem(HttpStatusCode.UnsupportedMediaType);
        }

        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionMode.Compress, leaveOpen: true))
        {
            zip.Write("{}"u8);
        }

        var content = new ByteArrayContent(zipped.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        (await api.SendAnswerAsync(MethodOf(path), path, content)).IsProblem(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory, MemberData(nameof(Writes))]
    public async Task Too_much_is_413(string path)
    {
        var api = await app.WithFullKeyAsync();
        var much = $$"""{"email":"{{new string('x', 8_400_000)}}"}""";
        (await WriteAsync(api, path, much)).IsProblem(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Broken_JSON_is_told_with_its_place_and_a_full_list_is_not_too_large()
    {
        var api = await app.WithFullKeyAsync();
        var broken = (await api.PostTextAsync(Leads, "{\n\"email\": ada}")).IsProblem(HttpStatusCode.BadRequest);
        Assert.Equal((2, 9), (broken["line"].GetInt32(), broken["byte_in_line"].GetInt32()));

        var path = "/" + new string('x', 1900);
        var items = Enumerable
            .Range(0, 1000)
            .Select(_ => new
            {
                kind = "page_view",
                email = "full@list.example",
                path,
            });
        var taken = await api.PostAnswerAsync("/api/v1/touchpoints", new { items });
        Assert.Equal(1000, taken["accepted"].GetInt32());
    }

    [Fact]
    public async Task A_NUL_and_half_a_character_are_named_at_their_field()
    {
        var api = await app.WithFullKeyAsync();
        foreach (var bad in new[] { "\\u0000", "a\\ud800b", "\\udc00" })
        {
            foreach (var field in new[] { "email", "first_name", "company", "message", "website", "source", "channel" })
            {
                var others = field == "email" ? "" : $"\"email\":\"{ApiSteps.NewEmail()}\",";
                (await api.PostTextAsync(Leads, $$"""{{{others}}"{{field}}":"x{{bad}}y"}""")).IsInvalid(field);
            }
        }

        foreach (
            var member in new[]
            {
                "\"path\":\"BAD\"",
                "\"properties\":{\"a\":\"BAD\"}",
                "\"properties\":{\"aBADb\":\"x\"}",
                "\"kind\":\"BAD\"",
                "\"offer\":\"BAD\"",
                "\"source\":\"BAD\"",
            }
        )
        {
            var item =
                $$"""{"items":[{"kind":"page_view","email":"{{ApiSteps.NewEmail()}}",{{member.Replace("BAD", "\\u0000", StringComparison.Ordinal)}}}]}""";
            if (!member.StartsWith("\"kind", StringComparison.Ordinal))
            {
                var answer = await api.PostTextAsync("/api/v1/touchpoints", item);
                answer.Is(HttpStatusCode.Accepted);
                Assert.Equal(1, answer["rejected"].GetArrayLength());
            }
        }
    }

    [Fact]
    public async Task Hostile_texts_go_in_and_come_out_as_they_were()
    {
        var api = await app.WithFullKeyAsync();
        var file = await File.ReadAllTextAsync(
            SharedData.Reference("naughty-strings.json"),
            TestContext.Current.CancellationToken
        );
        var naughty = JsonSerializer.Deserialize<string[]>(file)!;
        Assert.True(naughty.Length > 400);

        foreach (var chunk in naughty.Chunk(40))
        {
            var items = chunk.Select(text => new
            {
                kind = "page_view",
                email = "naughty@strings.example",
                path = Cut(text, 2000),
                properties = new { text = Cut(text, 1000) },
            });
            var answer = await api.PostAnswerAsync("/api/v1/touchpoints", new { items });
            answer.Is(HttpStatusCode.Accepted);
            Assert.Equal(chunk.Length, answer["accepted"].GetInt32() + answer["rejected"].GetArrayLength());
        }

        var lead = (await api.GetAnswerAsync(Leads + "?email=naughty@strings.example"))["items"]
            [0]
            .GetProperty("id")
            .GetGuid();
        var told = await api.WalkAsync($"{Leads}/{lead}/timeline?limit=200");
        var texts = told.Select(item => item.GetProperty("properties").GetProperty("text").GetString()).ToHashSet();
        Assert.True(texts.Count > 400);
        Assert.Subset(naughty.Select(text => Cut(text, 1000)).ToHashSet(), texts!);
        foreach (var text in naughty.Where(text => text.Length is > 0 and <= 200).Take(100))
        {
            var found = await api.GetAnswerAsync($"{Leads}?q={Uri.EscapeDataString(text)}");
            Assert.True((int)found.Status is 200 or 422, text);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_too()
    {
        var api = await app.WithFullKeyAsync();
        (await api.GetAnswerAsync("/api/v1/nothing")).IsProblem(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync("/api/v1")).IsProblem(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync("/api/v2/leads")).IsProblem(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync("/api/v1/touchpoints")).IsProblem(HttpStatusCode.MethodNotAllowed);
        var put = await api.PutAnswerAsync(Leads, "{}");
        put.IsProblem(HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["GET", "POST"], put.Http.Content.Headers.Allow.Order());
    }

    private static HttpMethod MethodOf(string path) => path == Draft ? HttpMethod.Put : HttpMethod.Post;

    private static Task<Answer> WriteAsync(HttpClient api, string path, string json) =>
        WriteAsync(api, path, Encoding.UTF8.GetBytes(json), "application/json");

    private static Task<Answer> WriteAsync(HttpClient api, string path, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return api.SendAnswerAsync(MethodOf(path), path, content);
    }

    private static string Deep(int levels) =>
        string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
