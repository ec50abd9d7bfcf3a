using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadGen.Benchmarks;

/// <summary>How soon a system that answers is told of new leads, while twenty others take connections and answer nothing.</summary>
internal static class WebhookBenchmark
{
    private const int Dead = 20;
    private const int LeadsPerSecond = 20;
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    /// <returns>0 where the bar is met and everything has come.</returns>
    public static async Task<int> RunAsync(TimeSpan time)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync();
        await using var closing = postgres;
        var db = postgres.ConnectionString;
        await AppProcess.CommandAsync(db, folder, "migrate");
        var (key, _) = await AppProcess.CommandAsync(db, folder, "apikey", "create", "bench", "--scope", "leads:write");
        await using var app = await AppProcess.StartAsync(
            db,
            folder,
            settings:
            [
                ("LeadGen__BootstrapAdmin__Email", ListsBenchmark.Email),
                ("LeadGen__BootstrapAdmin__Password", ListsBenchmark.Password),
                ("LeadGen__Webhooks__PrivateNetworks", "127.0.0.1"),
            ]
        );
        using var staff = ListsBenchmark.Browser(app.Port);
        await ListsBenchmark.SignInAsync(staff);
        var came = new ConcurrentDictionary<string, TimeSpan>();
        await using var well = await ReceiverAsync(came);
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start(1000);
        for (var i = 0; i < Dead; i++)
        {
            await AddAsync(staff, $"http://127.0.0.1:{((IPEndPoint)deaf.LocalEndpoint).Port}/dead-{i}");
        }

        await AddAsync(staff, well.Urls.First());
        using var program = ListsBenchmark.Browser(app.Port);
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var leads = (int)(time.TotalSeconds * LeadsPerSecond);
        for (var i = 0; i < leads; i++)
        {
            using var answer = await program.PostAsJsonAsync(
                new Uri("/api/v1/leads", UriKind.Relative),
                new { email = Invariant($"hook{i}@hook{i}.example") }
            );
            answer.EnsureSuccessStatusCode();
            await Task.Delay(TimeSpan.FromSeconds(1.0 / LeadsPerSecond));
        }

        await Task.Delay(Rest);
        var measured = new Measured(Dead, time, [.. came.Values.Select(one => one.TotalMilliseconds)]);
        Console.WriteLine(measured.Row("told of a new lead"));
        Console.WriteLine(Invariant($"{came.Count:N0} of {leads:N0} came; bar: p95 under {Bar.TotalSeconds} s"));
        Directory.Delete(folder, recursive: true);
        return came.Count == leads && measured.Percentile(.95) < Bar.TotalMilliseconds ? 0 : 1;
    }

    /// <summary>Notes of each message, by its id, how long ago it says that it happened.</summary>
    private static async Task<WebApplication> ReceiverAsync(ConcurrentDictionary<string, TimeSpan> came)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.Run(async context =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var message = await context.Request.ReadFromJsonAsync<JsonElement>();
            came.TryAdd(
                context.Request.Headers["webhook-id"].ToString(),
                now - message.GetProperty("timestamp").GetDateTimeOffset()
            );
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await receiver.StartAsync();
        return receiver;
    }

    private static async Task AddAsync(HttpClient staff, string url)
    {
        using var answer = await ListsBenchmark.PostAsync(
            staff,
            "/admin/webhooks/new",
            "",
            ("name", url[^10..]),
            ("url", url),
            ("types", "lead.created")
        );
        answer.EnsureSuccessStatusCode();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
