using System.IO.Compression;
using System.Text.Json;

namespace LeadGen.Web.Backups;

/// <summary>A backup that was read to its end and found whole.</summary>
public sealed class BackupFile : IAsyncDisposable
{
    private readonly ZipArchive _zip;

    private BackupFile(ZipArchive zip, BackupManifest manifest) => (_zip, Manifest) = (zip, manifest);

    public BackupManifest Manifest { get; }

    public IEnumerable<BackupEntry> Files => Manifest.Entries.Where(entry => entry.Name != BackupManifest.Dump);

    /// <exception cref="BackupException">It is cut off, damaged, or something else.</exception>
    public static async Task<BackupFile> OpenAsync(string path, IProgress<long>? progress, CancellationToken cancel)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        ZipArchive? zip = null;
        try
        {
            zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: false, null, cancel);
            var manifest = await ReadManifestAsync(zip, path, cancel);
            await CheckAsync(zip, manifest, path, progress, cancel);
            return new BackupFile(zip, manifest);
        }
        catch (Exception e)
        {
            await (zip?.DisposeAsync() ?? stream.DisposeAsync());
            throw e is InvalidDataException or JsonException ? NotOne(path, e) : e;
        }
    }

    public Task<Stream> ReadAsync(string entry, CancellationToken cancel) => _zip.GetEntry(entry)!.OpenAsync(cancel);

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive zip, string path, CancellationToken cancel)
    {
        if (zip.GetEntry(BackupManifest.Name) is not { } entry)
        {
            throw NotOne(path);
        }

        await using var stream = await entry.OpenAsync(cancel);
        var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, BackupManifest.Json, cancel);
        if (manifest is not { Product: BackupManifest.OurProduct, Entries: not null, Migrations: not null })
        {
            throw NotOne(path);
        }

        return manifest.Format <= BackupManifest.OurFormat
            ? manifest
            : throw new BackupException($"{path} was made by a newer LeadGen. Update the app, then restore it.");
    }

    private static async Task CheckAsync(
        ZipArchive zip,
        BackupManifest manifest,
        string path,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        if (manifest.Entries.Count(entry => entry.Name == BackupManifest.Dump) != 1)
        {
            throw NotOne(path);
        }

        foreach (var entry in manifest.Entries)
        {
            if (zip.GetEntry(entry.Name) is not { } found || (entry.Name != BackupManifest.Dump && !IsOurs(entry.Name)))
            {
                throw Damaged(path, entry.Name);
            }

            await using var stream = await found.OpenAsync(cancel);
            if (await Copying.CopyAsync(stream, null, progress, cancel) != (entry.Bytes, entry.Sha256))
            {
                throw Damaged(path, entry.Name);
            }
        }
    }

    /// <summary>It leads into one of our folders, and out of none.</summary>
    private static bool IsOurs(string name) =>
        name.Split('/') is [var folder, _, ..] parts
        && BackupManifest.Folders.Contains(folder)
        && !parts.Any(part => part is "" or "." or ".." || part.Contains('\\', StringComparison.Ordinal));

    private static BackupException NotOne(string path, Exception? inner = null) =>
        new($"{path} is no backup of LeadGen, or its end is missing. Nothing was changed.", inner);

    private static BackupException Damaged(string path, string entry) =>
        new($"{path} is damaged: {entry} is not what was written. Nothing was changed; take another backup.");
}
