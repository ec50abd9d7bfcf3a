using LeadGen.Postgres;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Backups;

/// <summary>
/// Puts a backup in the place of what a database holds, in one transaction: it is all there, with outgoing mail held, or all is as it was.
/// </summary>
public sealed partial class Restore(
    LeadGenDbContext db,
    BackupDatabase database,
    IOptions<LeadGenOptions> options,
    AuditBook book,
    ILogger<Restore> log
)
{
    private const string Done = "restored";

    /// <param name="replaces">What is in the database may go.</param>
    /// <exception cref="BackupException">It cannot be restored here. Nothing was changed.</exception>
    public async Task CheckAsync(BackupFile backup, bool replaces, CancellationToken cancel)
    {
        var manifest = backup.Manifest;
        if (manifest.Migrations.Except(db.Database.GetMigrations()).Any())
        {
            throw new BackupException(
                "The backup was made by a newer LeadGen than this one. Update the app, then restore it. Nothing was changed."
            );
        }

        var target = await database.LookAsync(cancel);
        if (target.Postgres < manifest.Postgres)
        {
            throw new BackupException(
                $"The backup was made on Postgres {manifest.Postgres}, and this server is {target.Postgres}. Restore it into {manifest.Postgres} or newer. Nothing was changed."
            );
        }

        if (target.HasTables && !replaces)
        {
            throw new BackupException(
                "The database holds a LeadGen already. Restore into an empty one, or say --force to put the backup in its place: what is there is gone then. Nothing was changed."
            );
        }

        if (target.Others > 0)
        {
            throw new BackupException(
                $"The database is in use by {target.Others} other connection(s). Stop the app, all its instances and poolers, then restore. Nothing was changed."
            );
        }
    }

    /// <summary>To be called after the check. The schema is that of the backup afterwards: migrate it, then settle.</summary>
    /// <exception cref="BackupException">It failed, and nothing was changed.</exception>
    public async Task RunAsync(BackupFile backup, IProgress<long>? progress, CancellationToken cancel)
    {
        var target = await database.LookAsync(cancel);
        var tools = await database.ToolsAsync(Math.Max(target.Postgres, backup.Manifest.Tools), cancel);
        var root = Path.GetFullPath(options.Value.DataDirectory);
        var beside = Path.Combine(root, $"restore-{Guid.CreateVersion7(backup.Manifest.At):n}");
        try
        {
            foreach (var file in backup.Files)
            {
                await StageAsync(backup, file, beside, progress, cancel);
            }

            await FillAsync(backup, tools, () => Place(backup, beside, root), progress, cancel);
            LogRestored(backup.Manifest.At, backup.Files.Count());
        }
        finally
        {
            if (Directory.Exists(beside))
            {
                Directory.Delete(beside, recursive: true);
            }
        }
    }

    /// <summary>Notes it, and lets Postgres look at its new tables, without which it plans badly for a while.</summary>
    public async Task SettleAsync(BackupManifest manifest, CancellationToken cancel)
    {
        var actor = new AuditActor(ActorKind.CommandLine, null, "restore", "restore", null);
        var changes = new Dictionary<string, AuditChange>
        {
            ["backup"] = new(null, manifest.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        };
        await book.NoteAsync(actor, AuditAction.Changed, "database", null, changes, cancel);
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        await db.Database.ExecuteSqlAsync($"analyze", cancel);
    }

    private static async Task StageAsync(
        BackupFile backup,
        BackupEntry file,
        string beside,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        var path = Path.Combine(beside, file.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var content = await backup.ReadAsync(file.Name, cancel);
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await Copying.CopyAsync(content, to, progress, cancel);
        to.Flush(flushToDisk: true);
    }

    /// <summary>Files have ids of ours for names: what is there already stays beside them, and goes by itself where no row names it.</summary>
    private static void Place(BackupFile backup, string beside, string root)
    {
        foreach (var file in backup.Files)
        {
            var path = Path.Combine(root, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(Path.Combine(beside, file.Name), path, overwrite: true);
        }
    }

    private async Task FillAsync(
        BackupFile backup,
        PostgresTools tools,
        Action beforeCommit,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        using var psql = ToolRun.Start(tools.For("psql", database.Target, PsqlArguments));
        try
        {
            await psql.Input.WriteLineAsync(Begin.AsMemory(), cancel);
            await psql.Input.FlushAsync(cancel);
            await PourAsync(backup, tools, psql, progress, cancel);
            await psql.Input.WriteLineAsync(End(backup.Manifest.At).AsMemory(), cancel);
            await psql.Input.FlushAsync(cancel);
            if (!await SaysAsync(psql, Done, cancel))
            {
                throw await psql.FailureAsync();
            }

            beforeCommit();
            await psql.Input.WriteLineAsync("commit;".AsMemory(), cancel);
            psql.Input.Close();
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            // It no longer listens: it says why.
            throw await psql.HasFailedAsync() ? await psql.FailureAsync() : new BackupException(e.Message, e);
        }

        await psql.EndAsync(cancel);
    }

    /// <summary>The dump as statements, which pg_restore makes of it.</summary>
    private async Task PourAsync(
        BackupFile backup,
        PostgresTools tools,
        ToolRun psql,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        string[] arguments = ["--no-owner", "--no-privileges", "--exit-on-error", "--file=-"];
        using var restore = ToolRun.Start(tools.For("pg_restore", database.Target, arguments));
        await using var dump = await backup.ReadAsync(BackupManifest.Dump, cancel);
        var feed = FeedAsync(dump, restore, progress, cancel);
        await restore.Output.CopyToAsync(psql.Input.BaseStream, cancel);
        await feed;
        await restore.EndAsync(cancel);
    }

    private static async Task FeedAsync(
        Stream dump,
        ToolRun restore,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        try
        {
            await Copying.CopyAsync(dump, restore.Input.BaseStream, progress, cancel);
            restore.Input.Close();
        }
        catch (IOException)
        {
            // It no longer reads: it has what it needs, or ends with an error of its own.
        }
    }

    private static async Task<bool> SaysAsync(ToolRun psql, string word, CancellationToken cancel)
    {
        while (await psql.Lines.ReadLineAsync(cancel) is { } line)
        {
            if (line == word)
            {
                return true;
            }
        }

        return false;
    }

    private static readonly string[] PsqlArguments =
    [
        "--no-psqlrc",
        "--quiet",
        "--tuples-only",
        "--no-align",
        "--no-password",
        "--set=ON_ERROR_STOP=1",
        "--file=-",
    ];

    private const string Begin = $"""
        begin;
        set local client_min_messages = warning;
        set local lock_timeout = '30s';
        drop schema if exists {LeadGenDbContext.Schema} cascade;
        """;

    private static string End(DateTimeOffset at) =>
        $"""
            insert into {LeadGenDbContext.Schema}.settings (key, value) values ('{OutgoingHold.Key}', '{at:O}')
                on conflict (key) do update set value = excluded.value;
            select '{Done}';
            """;

    [LoggerMessage(Level = LogLevel.Information, Message = "The backup of {At} was restored, with {Files} files")]
    private partial void LogRestored(DateTimeOffset at, int files);
}
