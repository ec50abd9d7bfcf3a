using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>Replay and rebuild of all scores, against the rate at which the same rows come out of Postgres and go in.</summary>
internal static class LabBenchmark
{
    private const double Bar = 0.5;
    private const double MemoryBar = 500e6;

    /// <param name="keep">A folder whose leads are used again and stay there; null is a new one that is thrown away.</param>
    /// <returns>0 where both meet the bar.</returns>
    public static async Task<int> RunAsync(long leads, string? keep)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync(keep);
        bool isMet;
        await using (postgres)
        {
            var db = postgres.ConnectionString;
            await using var source = NpgsqlDataSource.Create(db);
            await ListsBenchmark.SeedAsync(db, folder, leads);
            await ScoredAsync(db, folder, source);
            isMet = await ReplayAsync(db, folder, source, leads) & await RebuildAsync(db, folder, source, leads);
        }

        if (keep is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return isMet ? 0 : 1;
    }

    private static async Task ScoredAsync(string db, string folder, NpgsqlDataSource source)
    {
        await AppProcess.CommandAsync(db, folder, "score", "rebuild");
        await source.ScalarAsync<object>("vacuum (analyze)");
    }

    private static async Task<bool> ReplayAsync(string db, string folder, NpgsqlDataSource source, long leads)
    {
        var limit = await HistoryRows.ReadForReplayAsync(source);
        limit = Math.Min(limit, await HistoryRows.ReadForReplayAsync(source));
        var (_, memory) = await AppProcess.CommandAsync(db, folder, "score", "replay");
        var seconds = await source.ScalarAsync<double>(
            "select extract(epoch from finished_at - started_at)::float8 from leadgen.replays order by id desc limit 1"
        );
        return Tell("replay", leads, seconds, limit, memory);
    }

    private static async Task<bool> RebuildAsync(string db, string folder, NpgsqlDataSource source, long leads)
    {
        var (before, _) = await AppProcess.CommandAsync(db, folder, "score", "digest");
        var limit = await HistoryRows.ReadAndWriteForRebuildAsync(source);
        var empty = Stopwatch.StartNew();
        await AppProcess.CommandAsync(db, folder, "migrate");
        var start = empty.Elapsed.TotalSeconds;
        var clock = Stopwatch.StartNew();
        var (_, memory) = await AppProcess.CommandAsync(db, folder, "score", "rebuild");
        // A command has to start first, which says nothing of the rebuild.
        var seconds = clock.Elapsed.TotalSeconds - start;
        var (after, _) = await AppProcess.CommandAsync(db, folder, "score", "digest");
        Console.WriteLine(before == after ? "the digest is the same before and after" : "THE DIGEST CHANGED");
        return Tell("rebuild", leads, seconds, limit, memory) && before == after;
    }

    private static bool Tell(string what, long leads, double seconds, double limit, long memory)
    {
        var isMet = limit / seconds >= Bar && memory <= MemoryBar;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {leads:N0} leads in {seconds:0.0} s, {leads / seconds:N0} leads/s, {seconds / leads * 1e6:0.0} µs a lead; the rows alone {limit:0.0} s: {limit / seconds:0.00} of the limit (bar {Bar}), memory {memory / 1e6:0} MB (bar {MemoryBar / 1e6:0}) {(isMet ? "met" : "MISSED")}"
            )
        );
        return isMet;
    }
}
