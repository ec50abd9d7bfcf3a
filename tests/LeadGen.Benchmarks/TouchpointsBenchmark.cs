using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>Touchpoints by the API in lists of a thousand, each durable when it is answered, beside a COPY of the same rows.</summary>
internal static class TouchpointsBenchmark
{
    private const double Bar = 0.3;
    private const double RateBar = 20_000;
    private const int ListSize = 1000;
    private const int Clients = 3;
    private const int CopyRounds = 20;

    /// <param name="keep">A folder whose leads are used again and stay there; null is a new one that is thrown away.</param>
    /// <returns>0 where the bar is met.</returns>
    public static async Task<int> RunAsync(TimeSpan time, string? keep)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync(keep);
        bool isMet;
        await using (postgres)
        {
            var db = postgres.ConnectionString;
            await ListsBenchmark.SeedAsync(db, folder, 10_000);
            await using var source = NpgsqlDataSource.Create(db);
            var (key, _) = await AppProcess.CommandAsync(
                db,
                folder,
                "apikey",
                "create",
                "touch",
                "--scope",
                "events:write"
            );
            var leads = await source.ScalarAsync<Guid[]>(
                "select array_agg(id) from (select id from leadgen.leads order by id limit 100000) l"
            );
            await using var app = await AppProcess.StartAsync(db, folder);
            await ListsBenchmark.ScoredAsync(db, null);
            await PostAsync(app.Port, key, leads, time / 2);
            await ScoredAsync(source);
            var limit = await CopyAsync(source, leads);
            var before = await source.ScalarAsync<long>("select count(*) from leadgen.touchpoints");
            var ours = await PostAsync(app.Port, key, leads, time);
            var stored = await source.ScalarAsync<long>("select count(*) from leadgen.touchpoints") - before;
            var rate = ours.Rate * ListSize;
            isMet = rate >= Math.Min(RateBar, Bar * limit) && stored == ours.Latencies.Count * ListSize;
            Console.WriteLine(ours.Row("POST touchpoints, lists"));
            Console.WriteLine(
                Invariant(
                    $"touchpoints: {rate:N0} /s while they are scored; COPY of the same rows {limit:N0} /s: {rate / limit:0.00} of it (bar {RateBar:N0} /s or {Bar}, whichever is lower) {(isMet ? "met" : "MISSED")}; {stored:N0} stored, memory of the app {app.Memory / 1e6:0} MB"
                )
            );
        }

        if (keep is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return isMet ? 0 : 1;
    }

    private static async Task<Measured> PostAsync(int port, string key, Guid[] leads, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(client => Task.Run(() => ClientAsync(port, key, leads, client, clock, time)))
        );
        return new Measured(Clients, clock.Elapsed, [.. latencies.SelectMany(l => l)]);
    }

    private static async Task<List<double>> ClientAsync(
        int port,
        string key,
        Guid[] leads,
        int client,
        Stopwatch clock,
        TimeSpan time
    )
    {
        using var program = ListsBenchmark.Browser(port);
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var (latencies, next) = (new List<double>(), client * 7919);
        while (clock.Elapsed < time)
        {
            using var body = new StringContent(List(leads, next += ListSize), Encoding.UTF8, "application/json");
            var begun = Stopwatch.GetTimestamp();
            using var answer = await program.PostAsync(new Uri("/api/v1/touchpoints", UriKind.Relative), body);
            if (
                answer.StatusCode != HttpStatusCode.Accepted
                || !(await answer.Content.ReadAsStringAsync()).Contains(
                    $"\"accepted\":{ListSize}",
                    StringComparison.Ordinal
                )
            )
            {
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
            }

            latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return latencies;
    }

    /// <summary>A page view of each of so many leads, as a shop or a site would tell them.</summary>
    private static string List(Guid[] leads, int from)
    {
        var now = TimeProvider.System.GetUtcNow();
        var json = new StringBuilder("{\"items\":[");
        for (var i = 0; i < ListSize; i++)
        {
            json.Append(i == 0 ? "" : ",")
                .Append(
                    CultureInfo.InvariantCulture,
                    $$$"""{"id":"{{{Guid.CreateVersion7(now)}}}","kind":"page_view","lead_id":"{{{leads[(from + i) % leads.Length]}}}","occurred_at":"{{{now.AddSeconds(-i):O}}}","path":"/pricing/{{{i % 40}}}","properties":{"seconds":"{{{i % 300}}}"}}"""
                );
        }

        return json.Append("]}").ToString();
    }

    /// <summary>The rows that such lists leave, in the same lists, each with its commit, by one connection and by all of them.</summary>
    /// <returns>Touchpoints a second, of whichever is faster.</returns>
    private static async Task<double> CopyAsync(NpgsqlDataSource source, Guid[] leads)
    {
        var one = await CopyAsync(source, leads, 1);
        return Math.Max(one, await CopyAsync(source, leads, Clients));
    }

    private static async Task<double> CopyAsync(NpgsqlDataSource source, Guid[] leads, int connections)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(client =>
                    Task.Run(async () =>
                    {
                        await using var connection = await source.OpenConnectionAsync();
                        for (var round = 0; round < CopyRounds; round++)
                        {
                            await CopyListAsync(connection, leads, (client * CopyRounds + round) * ListSize);
                        }
                    })
                )
        );
        var rate = connections * CopyRounds * ListSize / clock.Elapsed.TotalSeconds;
        Console.WriteLine(Invariant($"COPY of touchpoints, {connections} at once: {rate:N0} /s"));
        return rate;
    }

    private static async Task CopyListAsync(NpgsqlConnection connection, Guid[] leads, int from)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var copy = await connection.BeginTextImportAsync(
            "copy leadgen.touchpoints (id, kind, occurred_at, recorded_at, lead_id, path, channel, properties, machine) from stdin"
        );
        for (var i = 0; i < ListSize; i++)
        {
            await copy.WriteAsync(
                Invariant(
                    $"{Guid.CreateVersion7(now)}\tpage_view\t{now.AddSeconds(-i):O}\t{now:O}\t{leads[(from + i) % leads.Length]}\t/pricing/{i % 40}\tapi\t{{\"seconds\": \"{i % 300}\"}}\tf\n"
                )
            );
        }
    }

    private static async Task ScoredAsync(NpgsqlDataSource source)
    {
        while (await source.ScalarAsync<bool>("select exists (select from leadgen.rescore_requests)"))
        {
            await Task.Delay(200);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
