using System.CommandLine;
using System.Diagnostics;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;

namespace LeadGen.Web.Commands;

public static class ImportCommand
{
    public static System.CommandLine.Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "The leads, one row each, in UTF-8." };
        var map = new Option<string?>("--map")
        {
            Description =
                "Says what the columns are: see docs/import.md. Without it the columns have the names of the fields.",
            HelpName = "FILE.json",
        };
        var rejects = new Option<string?>("--rejects")
        {
            Description = "Where rows go that can't be used, with the reason. Default: FILE.rejects.csv.",
            HelpName = "FILE.csv",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check everything and write nothing." };
        var command = new System.CommandLine.Command(
            "import",
            "Bring in leads with their facts, touchpoints and outcomes. The same file twice changes nothing."
        )
        {
            file,
            map,
            rejects,
            dryRun,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    parsed.GetValue(file)!,
                    parsed.GetValue(map),
                    parsed.GetValue(rejects),
                    parsed.GetValue(dryRun),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string file,
        string? map,
        string? rejects,
        bool dryRun,
        CancellationToken cancel
    )
    {
        if (new[] { file, map }.OfType<string>().FirstOrDefault(path => !File.Exists(path)) is { } missing)
        {
            return await WrongUseAsync($"There is no file {missing}.");
        }

        var job = new ImportJob(
            file,
            map is null ? null : await File.ReadAllTextAsync(map, cancel),
            rejects ?? Path.ChangeExtension(file, ".rejects.csv"),
            dryRun
        );
        return await CommandHost.RunAsync((services, token) => ImportAsync(services, job, token), cancel);
    }

    private static async Task<int> ImportAsync(IServiceProvider services, ImportJob job, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var summary = await services
                .GetRequiredService<CsvImport>()
                .RunAsync(job, new ConsoleProgress(clock), cancel);
            await Console.Error.WriteLineAsync(Told(summary, job, clock));
            return summary.Rows > 0 && summary.Rejected == summary.Rows ? 1 : 0;
        }
        catch (ImportException e)
        {
            return await WrongUseAsync(e.Message);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. What is in stays; run the same import again for the rest.");
            return 1;
        }
    }

    private static string Told(ImportSummary summary, ImportJob job, Stopwatch clock)
    {
        var seconds = Math.Max(clock.Elapsed.TotalSeconds, 0.001);
        var told = new List<string>
        {
            (job.DryRun ? "Dry run, nothing was written: " : "")
                + $"{summary.Rows:N0} rows: {summary.Created:N0} created, {summary.Updated:N0} updated, "
                + $"{summary.Unchanged:N0} unchanged, {summary.Rejected:N0} rejected "
                + $"({seconds:N1} s, {summary.Rows / seconds:N0} rows/s).",
        };
        if (summary.Rejected > 0)
        {
            told.AddRange(summary.FirstErrors.Select(error => "  " + error));
            told.Add(
                job.DryRun
                    ? "Rows like these would go to the rejects file."
                    : $"The rejected rows, each with its reason: {job.RejectsFile}"
            );
        }

        if (!job.DryRun && summary.Created + summary.Updated > 0)
        {
            told.Add("The app scores them in the background while it runs; nobody is handed over by an import alone.");
        }

        return string.Join(Environment.NewLine, told);
    }

    private static async Task<int> WrongUseAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 2;
    }

    /// <summary>One line that counts up, on a terminal only.</summary>
    private sealed class ConsoleProgress(Stopwatch clock) : IProgress<ImportSummary>
    {
        private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
        private TimeSpan _last;

        public void Report(ImportSummary value)
        {
            if (!Console.IsErrorRedirected && clock.Elapsed - _last > Every)
            {
                _last = clock.Elapsed;
                Console.Error.Write(
                    $"\r{value.Rows:N0} rows, {value.Rows / _last.TotalSeconds:N0}/s, {value.Rejected:N0} rejected "
                );
            }
        }
    }
}
