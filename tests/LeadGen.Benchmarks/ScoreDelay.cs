using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>How long after the answer to one new touchpoint the score of its lead is another one, for all to see.</summary>
internal static class ScoreDelay
{
    private const double IdleBar = 200;
    private const double BusyBar = 1000;
    private const int Clients = 32;
    private const int Times = 50;
    private static readonly TimeSpan PostFor = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(int port, string slug, string db, string folder)
    {
        var (key, _) = await AppProcess.CommandAsync(
            db,
            folder,
            "apikey",
            "create",
            "delay",
            "--scope",
            "events:write"
        );
        await using var source = NpgsqlDataSource.Create(db);
        using var program = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var lead = await source.ScalarAsync<Guid>("select lead_id from leadgen.lead_scores order by lead_id limit 1");
        var idle = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            idle.Add(await OnceAsync(program, source, lead));
        }

        Tell("nothing else", idle, IdleBar);
        var load = CaptureBenchmark.PostAsync(port, slug, Clients, PostFor);
        var busy = new List<(long At, double Delay)>();
        while (!load.IsCompleted)
        {
            busy.Add((Stopwatch.GetTimestamp(), await OnceAsync(program, source, lead)));
        }

        // The forms are rendered before they are posted, which is another load.
        var ended = Stopwatch.GetTimestamp();
        var rate = (await load).Rate;
        Tell(
            string.Create(CultureInfo.InvariantCulture, $"{Clients} clients posting {rate:0} forms/s"),
            [.. busy.Where(one => Stopwatch.GetElapsedTime(one.At, ended) < PostFor).Select(one => one.Delay)],
            BusyBar
        );
    }

    private static async Task<double> OnceAsync(HttpClient program, NpgsqlDataSource source, Guid lead)
    {
        const string ScoredAt = "select scored_at from leadgen.lead_scores where lead_id = ";
        var before = await source.ScalarAsync<DateTime>($"{ScoredAt}'{lead}'");
        using var answer = await program.PostAsJsonAsync(
            new Uri("/api/v1/touchpoints", UriKind.Relative),
            new
            {
                items = new[]
                {
                    new
                    {
                        kind = "page_view",
                        lead_id = lead,
                        path = "/pricing",
                    },
                },
            }
        );
        answer.EnsureSuccessStatusCode();
        var answered = Stopwatch.GetTimestamp();
        while (await source.ScalarAsync<DateTime>($"{ScoredAt}'{lead}'") == before)
        {
            await Task.Delay(2);
        }

        return Stopwatch.GetElapsedTime(answered).TotalMilliseconds;
    }

    private static void Tell(string during, List<double> delays, double bar)
    {
        var measured = new Measured(1, TimeSpan.FromSeconds(1), delays);
        var worst = delays.Count == 0 ? double.NaN : delays.Max();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"score after one touchpoint, {during}: p50 {measured.Percentile(.5):0} ms, p95 {measured.Percentile(.95):0} ms, worst of {delays.Count} {worst:0} ms (bar {bar:0}) {(worst <= bar ? "met" : "MISSED")}"
            )
        );
    }
}
