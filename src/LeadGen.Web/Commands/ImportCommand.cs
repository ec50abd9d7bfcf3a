using System.CommandLine;
using System.Diagnostics;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;

namespace LeadGen.Web.Commands;

public static class ImportCommand
{
    /// <summary>Who brings it in, as colleagues read it.</summary>
    private const string By = "the command import";

    public static System.CommandLine.Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "The leads, one row each." };
        var map = new Option<string?>("--map")
        {
            Description =
                "Says what the columns are: see docs/import.md. Without it what was said last is taken, or the names of the columns tell.",
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

        var wanted = new Wanted(
            file,
            map is null ? null : await File.ReadAllTextAsync(map, cancel),
            rejects ?? Path.ChangeExtension(file, ".rejects.csv"),
            dryRun
        );
        return await CommandHost.RunAsync((services, token) => ImportAsync(services, wanted, token), cancel);
    }

    private static async Task<int> ImportAsync(IServiceProvider services, Wanted wanted, CancellationToken cancel)
    {
        var (id, error) = await BeginAsync(services, wanted, cancel);
        if (error is not null)
        {
            return await WrongUseAsync(error);
        }

        var clock = Stopwatch.StartNew();
        try
        {
            await services.GetRequiredService<ImportRoad>().TakeAsync(id, new ConsoleProgress(clock), cancel);
        }
        catch (OperationCanceledException)
        {
            await services
                .GetRequiredService<ImportDesk>()
                .DoAsync(id, ImportAction.Pause, map: null, CancellationToken.None);
            await Console.Error.WriteLineAsync(
                $"Stopped. What is in stays; run the same import again for the rest, or resume it at {PageOf(id)}."
            );
            return 1;
        }

        var import = (await services.GetRequiredService<ImportDesk>().FindAsync(id, cancel))!;
        if (import.State is not (ImportState.Done or ImportState.Ready))
        {
            await Console.Error.WriteLineAsync(
                import.Error ?? $"It was paused, cancelled or taken over by the app: see {PageOf(id)}."
            );
            return 1;
        }

        HandOverRejects(services.GetRequiredService<ImportFiles>(), import, wanted);
        await Console.Error.WriteLineAsync(Told(import, wanted, clock));
        return import.Told.Rows > 0 && import.Told.Rejected == import.Told.Rows ? 1 : 0;
    }

    /// <summary>The same file by the same map, where it was stopped, goes on; else it is taken in.</summary>
    private static async Task<(Guid Id, string? Error)> BeginAsync(
        IServiceProvider services,
        Wanted wanted,
        CancellationToken cancel
    )
    {
        if (!wanted.DryRun)
        {
            var desk = services.GetRequiredService<ImportDesk>();
            var file = await CsvFile.InspectAsync(wanted.File, cancel);
            if (await desk.FindBegunAsync(file.Hash, wanted.Map, By, cancel) is { } begun)
            {
                await desk.DoAsync(begun.Id, ImportAction.Resume, map: null, cancel);
                return (begun.Id, null);
            }
        }

        await using var content = File.OpenRead(wanted.File);
        var receipt = await services
            .GetRequiredService<ImportIntake>()
            .ReceiveAsync(
                new ImportUpload(
                    Path.GetFileName(wanted.File),
                    content,
                    By,
                    wanted.DryRun ? ImportState.Checking : ImportState.Running
                )
                {
                    MapText = wanted.Map,
                    MaxBytes = long.MaxValue,
                    IsHeld = true,
                },
                cancel
            );
        return (receipt.Import?.Id ?? default, receipt.Error);
    }

    /// <summary>Beside the file, to be mended there; what an earlier run left is gone.</summary>
    private static void HandOverRejects(ImportFiles files, LeadImport import, Wanted wanted)
    {
        if (wanted.DryRun)
        {
            return;
        }

        File.Delete(wanted.RejectsFile);
        if (import.RejectsBytes > 0)
        {
            File.Copy(files.RejectsOf(import.Id), wanted.RejectsFile);
        }
    }

    private static string Told(LeadImport import, Wanted wanted, Stopwatch clock)
    {
        var (summary, seconds) = (import.Told, Math.Max(clock.Elapsed.TotalSeconds, 0.001));
        var told = new List<string>
        {
            (wanted.DryRun ? "Dry run, nothing was written: " : "")
                + $"{summary.Rows:N0} rows: {summary.Created:N0} created, {summary.Updated:N0} updated, "
                + $"{summary.Unchanged:N0} unchanged, {summary.Rejected:N0} rejected "
                + $"({seconds:N1} s, {summary.Rows / seconds:N0} rows/s).",
        };
        if (summary.Rejected > 0)
        {
            told.AddRange(summary.FirstErrors.Select(error => "  " + error));
            told.Add(
                wanted.DryRun
                    ? "Rows like these would go to the rejects file."
                    : $"The rejected rows, each with its reason: {wanted.RejectsFile}"
            );
        }

        if (!wanted.DryRun && summary.Created + summary.Updated > 0)
        {
            told.Add("The app scores them in the background while it runs; nobody is handed over by an import alone.");
        }

        told.Add(
            wanted.DryRun
                ? $"To bring it in: {PageOf(import.Id)}"
                : $"It is listed, and can be undone, at {PageOf(import.Id)}"
        );
        return string.Join(Environment.NewLine, told);
    }

    private static string PageOf(Guid import) => $"/marketing/imports/{import}";

    private static async Task<int> WrongUseAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 2;
    }

    /// <param name="Map">Text of the mapping file.</param>
    private sealed record Wanted(string File, string? Map, string RejectsFile, bool DryRun);

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
