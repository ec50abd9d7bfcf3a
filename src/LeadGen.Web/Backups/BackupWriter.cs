using System.IO.Compression;
using System.Text.Json;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Backups;

/// <summary>
/// Writes all that an installation is into one file, while it serves: a dump of the database in Postgres' own format, then the files that
/// it names. A file is removed only long after its row, so those that the dump names are there still.
/// </summary>
public sealed partial class BackupWriter(
    LeadGenDbContext db,
    BackupDatabase database,
    IOptions<LeadGenOptions> options,
    TimeProvider time,
    ILogger<BackupWriter> log
)
{
    private const string Half = ".part";

    /// <param name="path">What had that name is replaced once the new one is whole and on the disk.</param>
    /// <param name="progress">Told how many bytes were read.</param>
    /// <param name="cancel">Ends it; nothing is left.</param>
    /// <exception cref="BackupException">It could not be made.</exception>
    public async Task<BackupManifest> WriteAsync(string path, IProgress<long>? progress, CancellationToken cancel)
    {
        var at = time.GetUtcNow();
        var target = await database.LookAsync(cancel);
        if (!target.HasTables)
        {
            throw new BackupException("There is nothing to back up: the database holds no LeadGen.");
        }

        var tools = await database.ToolsAsync(target.Postgres, cancel);
        var migrations = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        var half = path + Half;
        try
        {
            var manifest = new BackupManifest(
                BackupManifest.OurProduct,
                BackupManifest.OurFormat,
                at,
                target.Postgres,
                tools.Major,
                migrations,
                []
            );
            await using (var stream = Create(half))
            {
                await using (var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, true, null, cancel))
                {
                    using var dump = ToolRun.Start(tools.For("pg_dump", database.Target, DumpArguments));
                    List<BackupEntry> entries =
                    [
                        await AddAsync(zip, BackupManifest.Dump, dump.Output, progress, cancel),
                    ];
                    await dump.EndAsync(cancel);
                    await AddFilesAsync(zip, entries, progress, cancel);
                    manifest = manifest with { Entries = entries };
                    await using var last = await zip.CreateEntry(BackupManifest.Name).OpenAsync(cancel);
                    await JsonSerializer.SerializeAsync(last, manifest, BackupManifest.Json, cancel);
                }

                await stream.FlushAsync(cancel);
                stream.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrite: true);
            LogWritten(manifest.Entries.Count, manifest.Entries.Sum(entry => entry.Bytes));
            return manifest;
        }
        finally
        {
            File.Delete(half);
        }
    }

    /// <summary>Our schema alone, with the extension that it needs: the database may hold other things, which stay out of it.</summary>
    private static readonly string[] DumpArguments =
    [
        "--format=custom",
        "--compress=4",
        $"--schema={LeadGenDbContext.Schema}",
        "--extension=pg_trgm",
        "--no-owner",
        "--no-privileges",
        "--no-password",
        "--lock-wait-timeout=60s",
    ];

    private async Task AddFilesAsync(
        ZipArchive zip,
        List<BackupEntry> entries,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        var root = Path.GetFullPath(options.Value.DataDirectory);
        var open = await OpenImportsAsync(cancel);
        var files = BackupManifest
            .Folders.Select(folder => new DirectoryInfo(Path.Combine(root, folder)))
            .Where(folder => folder.Exists)
            .SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories))
            .Where(file => file.Extension != Half)
            .Where(file => file.Directory!.Name != BackupManifest.Imports || open.Contains(file.Name.Split('.')[0]));
        foreach (var file in files)
        {
            try
            {
                await using var content = file.OpenRead();
                var name = Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
                entries.Add(await AddAsync(zip, name, content, progress, cancel));
            }
            catch (FileNotFoundException)
            {
                // It was removed meanwhile: no row names it any more.
            }
        }
    }

    /// <summary>By what their files are called. Of those that are over nothing needs the file any more.</summary>
    private async Task<HashSet<string>> OpenImportsAsync(CancellationToken cancel)
    {
        var ids = await db
            .Imports.Where(import => import.FileRemovedAt == null)
            .Where(import =>
                import.State != ImportState.Done
                && import.State != ImportState.Cancelled
                && import.State != ImportState.Undone
            )
            .Select(import => import.Id)
            .ToListAsync(cancel);
        return [.. ids.Select(id => id.ToString("n"))];
    }

    private static async Task<BackupEntry> AddAsync(
        ZipArchive zip,
        string name,
        Stream content,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        // A dump is compressed already, and so are most files.
        await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancel);
        var (bytes, sha) = await Copying.CopyAsync(content, entry, progress, cancel);
        return new BackupEntry(name, bytes, sha);
    }

    /// <summary>For its owner alone: it holds what the database holds.</summary>
    private static FileStream Create(string path)
    {
        File.Delete(path);
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, file);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A backup was written: {Entries} entries, {Bytes} bytes")]
    private partial void LogWritten(int entries, long bytes);
}
