using System.CommandLine;
using LeadGen.Web.Backups;

namespace LeadGen.Web.Commands;

public static class RestoreCommand
{
    public static System.CommandLine.Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A backup that the command backup has made. Take only one that you trust.",
        };
        var force = new Option<bool>("--force")
        {
            Description = "Put it in the place of what the database holds, which is gone then.",
        };
        var check = new Option<bool>("--check")
        {
            Description = "Read it to its end, say what it is, and change nothing.",
        };
        var command = new System.CommandLine.Command(
            "restore",
            "Bring back a backup into an empty database, with the app stopped. Mail and webhooks are held until an administrator lets them go."
        )
        {
            file,
            force,
            check,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var path = parsed.GetRequiredValue(file);
                if (!File.Exists(path))
                {
                    await Console.Error.WriteLineAsync($"There is no file {path}.");
                    return 2;
                }

                return parsed.GetValue(check)
                    ? await TryAsync(() => LookAsync(path, cancel))
                    : await CommandHost.RunAsync(
                        (services, stop) => TryAsync(() => RestoreAsync(services, path, parsed.GetValue(force), stop)),
                        cancel,
                        migrates: false
                    );
            }
        );
        return command;
    }

    private static async Task LookAsync(string path, CancellationToken cancel)
    {
        var reading = new ByteProgress("Reading");
        await using var backup = await BackupFile.OpenAsync(path, reading, cancel);
        ByteProgress.End();
        var manifest = backup.Manifest;
        await Console.Error.WriteLineAsync(
            $"{path} is whole: of {manifest.At:u}, Postgres {manifest.Postgres}, schema {manifest.Migrations[^1]}, {backup.Files.Count():N0} files, {reading.Told}."
        );
    }

    private static async Task RestoreAsync(
        IServiceProvider services,
        string path,
        bool replaces,
        CancellationToken cancel
    )
    {
        await using var backup = await BackupFile.OpenAsync(path, new ByteProgress("Reading"), cancel);
        var restore = services.GetRequiredService<Restore>();
        await restore.CheckAsync(backup, replaces, cancel);
        var restoring = new ByteProgress("Restoring");
        await restore.RunAsync(backup, restoring, cancel);
        ByteProgress.End();
        // It is restored, whatever comes now: the next start of the app would migrate it too.
        await services.MigrateAsync(CancellationToken.None);
        await restore.SettleAsync(backup.Manifest, CancellationToken.None);
        await Console.Error.WriteLineAsync(
            $"""
            The backup of {backup.Manifest.At:u} is restored, {restoring.Told}.
            Outgoing mail and webhooks are held. Start the app, sign in as an administrator, and let them go at /admin/outgoing.
            """
        );
    }

    private static Task<int> TryAsync(Func<Task> work) =>
        BackupCommand.TryAsync(work, stopped: "Stopped. Nothing was changed.");
}
