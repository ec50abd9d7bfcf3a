using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>POST of a form, beside inserts of the same rows into the same tables by prepared statements without any app.</summary>
internal static partial class CaptureBenchmark
{
    private const double Bar = 0.4;
    private static readonly int[] Clients = [1, 8, 32];
    private static int _leads;

    public static async Task RunAsync(TimeSpan time)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync();
        var ours = new List<Measured>();
        SameRows rows;
        await using (postgres)
        {
            await using (var app = await AppProcess.StartAsync(postgres.ConnectionString, folder))
            {
                var slug = await FirstOfferAsync(app.Port);
                await PostAsync(app.Port, slug, 8, time / 2); // warm
                rows = await SameRows.ReadAsync(postgres.ConnectionString);
                foreach (var clients in Clients)
                {
                    ours.Add(await PostAsync(app.Port, slug, clients, time));
                    Console.WriteLine(ours[^1].Row("POST form"));
                }

                await ScoredAfterAsync(app.Port, slug, postgres.ConnectionString);
                await ScoreDelay.RunAsync(app.Port, slug, postgres.ConnectionString, folder);
            }

            Console.WriteLine($"limit: {rows}");
            await rows.RunAsync(8, time / 2);
            foreach (var measured in ours)
            {
                var limit = await rows.RunAsync(measured.Clients, time);
                Console.WriteLine(limit.Row("insert the same rows"));
                Console.WriteLine(Measured.Ratio(measured, limit, Bar));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    public static async Task<string> FirstOfferAsync(int port) =>
        OfferLink().Match(await HttpLoad.GetAsync(port, "/")) is { Success: true } link
            ? link.Groups[1].Value
            : throw new InvalidOperationException("There is no published offer on the home page.");

    public static async Task<Measured> PostAsync(int port, string slug, int clients, TimeSpan time)
    {
        var pages = new ConcurrentQueue<byte[]>(
            await RequestsAsync(port, slug, (int)(time.TotalSeconds * (clients == 1 ? 1500 : 3000)))
        );
        return await HttpLoad.RunAsync(
            port,
            clients,
            time,
            () => pages.TryDequeue(out var request) ? request : null,
            "HTTP/1.1 303"
        );
    }

    /// <summary>Each request is a form of its own, rendered before the clock runs.</summary>
    private static async Task<List<byte[]>> RequestsAsync(int port, string slug, int count)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var requests = new List<byte[]>(count);
        foreach (var chunk in Enumerable.Range(0, count).Chunk(64))
        {
            requests.AddRange(await Task.WhenAll(chunk.Select(_ => RequestAsync(http, slug))));
        }

        return requests;
    }

    private static async Task<byte[]> RequestAsync(HttpClient http, string slug)
    {
        var page = await http.GetStringAsync(new Uri($"/offers/{slug}", UriKind.Relative));
        var fields = HiddenInput()
            .Matches(page)
            .Select(input =>
                $"{input.Groups[1].Value}={Uri.EscapeDataString(System.Net.WebUtility.HtmlDecode(input.Groups[2].Value))}"
            );
        var n = Interlocked.Increment(ref _leads);
        var body = string.Join(
            '&',
            fields.Concat([
                $"email=ada.{n}%40company{n % 5000}.example",
                "first_name=Ada",
                $"last_name=Bench{n}",
                $"company=Company+{n % 5000}",
                "country=DE",
                "next_step=content",
                "consent_marketing=on",
            ])
        );
        return Encoding.ASCII.GetBytes(
            $"POST /offers/{slug} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }

    /// <summary>How long after its answer a lead has its score, posted one by one.</summary>
    private static async Task ScoredAfterAsync(int port, string slug, string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        while (await CountAsync(source, "select count(*) from leadgen.rescore_requests") > 0)
        {
            await Task.Delay(100);
        }

        var delays = new List<double>();
        foreach (var request in await RequestsAsync(port, slug, 50))
        {
            var before = await CountAsync(source, "select count(*) from leadgen.lead_scores");
            await HttpLoad.RunAsync(port, 1, TimeSpan.FromSeconds(5), Once(request), "HTTP/1.1 303");
            var answered = Stopwatch.GetTimestamp();
            while (
                await CountAsync(source, "select count(*) from leadgen.lead_scores") == before
                && Stopwatch.GetElapsedTime(answered).TotalSeconds < 10
            )
            {
                await Task.Delay(2);
            }

            delays.Add(Stopwatch.GetElapsedTime(answered).TotalMilliseconds);
        }

        var measured = new Measured(1, TimeSpan.FromSeconds(1), delays);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"scored after its answer: p50 {measured.Percentile(.5):0} ms, worst of {delays.Count} {delays.Max():0} ms (bar 1000)"
            )
        );
    }

    private static Func<byte[]?> Once(byte[] request)
    {
        var asked = false;
        return () => asked ? null : (asked = true, request).request;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [GeneratedRegex("href=\"/offers/([a-z0-9-]+)\"")]
    private static partial Regex OfferLink();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenInput();
}
