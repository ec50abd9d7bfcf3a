using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>A scorecard learned from all demo leads: how long it takes, from the first row read to what is kept, and how much memory.</summary>
internal static class LearnBenchmark
{
    private const double SecondsBar = 60;
    private const double MemoryBar = 1e9;

    // Every lead is learned from: silence counts from the next day on.
    private const string SilentDays = "1";

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
            await source.ScalarAsync<object>("vacuum (analyze)");
            var (output, memory) = await AppProcess.CommandAsync(
                db,
                folder,
                "score",
                "learn",
                "--silent-days",
                SilentDays
            );
            var seconds = await source.ScalarAsync<double>(
                "select extract(epoch from finished_at - started_at)::float8 from leadgen.learning_runs order by id desc limit 1"
            );
            isMet = Tell(JsonDocument.Parse(output).RootElement, seconds, memory);
        }

        if (keep is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return isMet ? 0 : 1;
    }

    private static bool Tell(JsonElement report, double seconds, long memory)
    {
        var isMet = seconds <= SecondsBar && memory <= MemoryBar;
        var (good, validation) = (report.GetProperty("good"), report.GetProperty("validation"));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"learn: {good.GetProperty("of").GetInt64():N0} leads in {seconds:0.0} s (bar {SecondsBar:0}), memory {memory / 1e6:0} MB (bar {MemoryBar / 1e6:0}), {report.GetProperty("lines").GetArrayLength()} lines, AUC {validation.GetProperty("learned").GetProperty("auc").GetDouble():0.000}, naive Bayes {validation.GetProperty("bayes").GetProperty("auc").GetDouble():0.000} {(isMet ? "met" : "MISSED")}"
            )
        );
        return isMet;
    }
}
