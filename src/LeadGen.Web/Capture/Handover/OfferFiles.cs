using LeadGen.Domain.Offers;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Capture.Handover;

/// <summary>The gated files, in <c>files</c> of the data directory. Several instances of the app share that folder.</summary>
public sealed class OfferFiles(IOptions<LeadGenOptions> options)
{
    private const string Half = ".part";
    private const string Uploads = "uploads";
    private const int BufferBytes = 64 * 1024;

    private readonly string _root = Path.GetFullPath(Path.Combine(options.Value.DataDirectory, "files"));

    /// <summary>Of an uploaded file: nothing of the name that somebody gave it.</summary>
    public static string KeyOf(Guid id) => $"{Uploads}/{id:n}";

    /// <summary>Its place on this machine, or null where it is not there.</summary>
    public FileInfo? Find(OfferFile file) =>
        PathOf(file.Key) is { } path && File.Exists(path) ? new FileInfo(path) : null;

    /// <summary>Puts a file in its place; nobody sees it half written.</summary>
    public async Task StoreAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        await using var part = Begin(key);
        await part.WriteAsync(content, cancel);
        await part.KeepAsync(cancel);
    }

    /// <summary>A file that is on its way in.</summary>
    public FilePart Begin(string key)
    {
        var path = PathOf(key) ?? throw new ArgumentException("The key leads out of the folder.", nameof(key));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FilePart(path + Half, path, BufferBytes);
    }

    public void Remove(string key)
    {
        if (PathOf(key) is { } path)
        {
            File.Delete(path);
        }
    }

    /// <summary>The keys of uploads that were last written before then, half ones too.</summary>
    public IReadOnlyList<string> UploadsBefore(DateTimeOffset at)
    {
        var folder = new DirectoryInfo(Path.Combine(_root, Uploads));
        return folder.Exists
            ?
            [
                .. folder
                    .EnumerateFiles()
                    .Where(file => file.LastWriteTimeUtc < at.UtcDateTime)
                    .Select(file => $"{Uploads}/{file.Name}"),
            ]
            : [];
    }

    private string? PathOf(string key)
    {
        var path = Path.GetFullPath(Path.Combine(_root, key));
        return path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }
}

/// <summary>What is written stands beside its place until all of it is there; what is not kept is gone.</summary>
public sealed class FilePart : IAsyncDisposable
{
    private readonly string _half;
    private readonly string _path;
    private readonly FileStream _stream;

    internal FilePart(string half, string path, int bufferBytes)
    {
        (_half, _path) = (half, path);
        _stream = new FileStream(
            half,
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferBytes,
            FileOptions.Asynchronous
        );
    }

    public long Bytes => _stream.Length;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        _stream.WriteAsync(content, cancel);

    /// <summary>From its beginning.</summary>
    public Stream Read()
    {
        _stream.Position = 0;
        return _stream;
    }

    /// <summary>Puts it in its place, on the disk for good.</summary>
    public async Task KeepAsync(CancellationToken cancel)
    {
        await _stream.FlushAsync(cancel);
        _stream.Flush(flushToDisk: true);
        await _stream.DisposeAsync();
        File.Move(_half, _path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        File.Delete(_half);
    }
}
