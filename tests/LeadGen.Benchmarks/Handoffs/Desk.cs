using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace LeadGen.Benchmarks.Handoffs;

/// <summary>The administrator, who has the queue open in a browser, and a program with a key.</summary>
internal sealed partial class Desk : IDisposable
{
    private const string Email = "bench@leadgen.example";

    // Of an app that only this machine reaches, for as long as the measurement takes.
    private const string Password = "Bench-Desk-4711-x";

    private string _token = "";

    private Desk(HttpClient browser, HttpClient program) => (Browser, Program) = (browser, program);

    public static IReadOnlyList<(string Name, string Value)> Settings { get; } =
    [
        ("LeadGen__BootstrapAdmin__Email", Email),
        ("LeadGen__BootstrapAdmin__Password", Password),
        ("LeadGen__Demo", "false"),
    ];

    /// <summary>Does not follow redirects.</summary>
    public HttpClient Browser { get; }
    public HttpClient Program { get; }

    public static async Task<Desk> OpenAsync(int port, NpgsqlDataSource source)
    {
        var desk = new Desk(Client(port), Client(port));
        desk.Program.DefaultRequestHeaders.Authorization = new("Bearer", await KeyAsync(source, "bench"));
        await desk.ReadTokenAsync("/account/login");
        using var answer = await desk.PostAsync("/account/login", ("email", Email), ("password", Password));
        if (answer.StatusCode != HttpStatusCode.Found && answer.StatusCode != HttpStatusCode.SeeOther)
        {
            throw new InvalidOperationException("The administrator could not sign in.");
        }

        await desk.ReadTokenAsync("/queue");
        // As the queue's own script asks for its steps, which are answered by the fresh list at once.
        desk.Browser.DefaultRequestHeaders.Add("X-Queue-Part", "1");
        return desk;
    }

    /// <summary>A new key that may read leads and act on hand-offs, known to colleagues by this name.</summary>
    public static async Task<string> KeyAsync(NpgsqlDataSource source, string name)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var secret = RandomNumberGenerator.GetBytes(32);
        await source.RunAsync(
            """
            insert into leadgen.api_keys (id, name, hash, scopes, created_at)
            values ($1, $2, $3, '["leads:read", "handoffs:write"]', now())
            """,
            id,
            name,
            SHA256.HashData(secret)
        );
        return "lg_" + Base64Url.EncodeToString([.. id.ToByteArray(bigEndian: true), .. secret]);
    }

    public static HttpClient Client(int port) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        };

    /// <summary>A form of a page, as the browser sends it.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        Browser.PostAsync(
            new Uri(path, UriKind.Relative),
            new FormUrlEncodedContent([
                .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
                new("__RequestVerificationToken", _token),
            ])
        );

    public async Task<(HttpStatusCode Status, JsonElement Body)> ActAsync(Guid handoff, string verb, object action)
    {
        using var answer = await Program.PostAsJsonAsync(
            new Uri($"/api/v1/handoffs/{handoff}/{verb}", UriKind.Relative),
            action
        );
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public void Dispose()
    {
        Browser.Dispose();
        Program.Dispose();
    }

    private async Task ReadTokenAsync(string path) =>
        _token = AntiForgery().Match(await Browser.GetStringAsync(new Uri(path, UriKind.Relative))).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex AntiForgery();
}
