using System.CommandLine;
using LeadGen.Web.Backups;

namespace LeadGen.Web.Commands;

public static class BackupCommand
{
    public static System.CommandLine.Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Where it goes. One that is there is replaced when the new one is whole.",
        };
        var command = new System.CommandLine.Command(
            "backup",
            "Write the database and the files of offers into one file, while the app serves. Keep it as safe as the database itself."
        )
        {
            file,
        };
        // An older schema is backed up as it is: that is how an update begins.
        command.SetAction(
            (parsed, cancel) =>
                CommandHost.RunAsync(
                    (services, stop) => WriteAsync(services, parsed.GetRequiredValue(file), stop),
                    cancel,
                    migrates: false
                )
        );
        return command;
    }

    private static async Task<int> WriteAsync(IServiceProvider services, string file, CancellationToken cancel)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is not { } folder || !Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync($"There is no folder for {file}. Make it first.");
            return 2;
        }

        var progress = new ByteProgress("Backup");
        return await TryAsync(
            async () =>
            {
                var manifest = await services.GetRequiredService<BackupWriter>().WriteAsync(file, progress, cancel);
                ByteProgress.End();
                await Console.Error.WriteLineAsync(
                    $"{file} is whole: the database and {manifest.Entries.Count - 1:N0} files, {progress.Told}."
                );
            },
            stopped: "Stopped. No backup was made; what was there is as it was."
        );
    }

    /// <summary>Says on standard error why something was not done.</summary>
    /// <param name="stopped">What is said where it was stopped by hand.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> TryAsync(Func<Task> work, string stopped)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception e) when (e is BackupException or UnauthorizedAccessException)
        {
            ByteProgress.End();
            await Console.Error.WriteLineAsync(e.Message);
        }
        catch (OperationCanceledException)
        {
            ByteProgress.End();
            await Console.Error.WriteLineAsync(stopped);
        }

        return 1;
    }
}
