using LeadGen.Domain.Offers;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Capture.Handover;

/// <summary>The gated files, in <c>files</c> of the data directory. Several instances of the app share that folder.</summary>
public sealed class OfferFiles(IOptions<LeadGenOptions> options)
{
    private const string Uploads = "uploads";

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
    public FilePart Begin(string key) =>
        new(PathOf(key) ?? throw new ArgumentException("The key leads out of the folder.", nameof(key)));

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
