using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Tests.Learning;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>A scorecard learned from all demo leads: how long it takes, from the first row read to what is kept, and how much memory.</summary>
internal static class LearnBenchmark
{
    private const double SecondsBar = 60;
    private const double FileBar = 2;
    private const double MemoryBar = 1e9;

    // Every lead is learned from: silence counts from the next day on.
    private const string SilentDays = "1";

    /// <param name="keep">A folder whose leads are used again and stay there; null is a new one that is thrown away.</param>
    /// <returns>0 where all meet their bars.</returns>
    public static async Task<int> RunAsync(long leads, string? keep)
    {
        var isFileMet = OfFile();
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

        return isMet && isFileMet ? 0 : 1;
    }

    /// <summary>
    /// The public data set that lies beside a clone, or where LEADGEN_DATA says: from the rows in memory to the report, trial and all, in a
    /// process that has not learned before.
    /// </summary>
    /// <returns>True where it meets the bar, or is not there.</returns>
    private static bool OfFile()
    {
        var folder =
            Environment.GetEnvironmentVariable("LEADGEN_DATA")
            ?? Path.Combine(AppProcess.RepositoryRoot(), "..", "shared", "data");
        var file = Path.Combine(folder, "x-education", "leads.csv");
        if (!File.Exists(file))
        {
            Console.WriteLine("learn from a file: x-education/leads.csv is not on this machine (set LEADGEN_DATA)");
            return true;
        }

        var rows = CsvRows.Read(file);
        var clock = Stopwatch.StartNew();
        var report = Learner.Learn(XEducation.Of(rows), LearningOptions.Plain, DefaultModel.Value).Report;
        var seconds = clock.Elapsed.TotalSeconds;
        var isMet = seconds < FileBar && report.Problem is null;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"learn from a file: {rows.Count:N0} rows in {seconds:0.00} s (bar {FileBar:0}), AUC {report.Validation?.Learned.Auc:0.000} {(isMet ? "met" : "MISSED")}"
            )
        );
        return isMet;
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
