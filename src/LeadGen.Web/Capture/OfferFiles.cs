using LeadGen.Domain.Offers;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Capture;

/// <summary>The gated files, in <c>files</c> of the data directory.</summary>
public sealed class OfferFiles(IOptions<LeadGenOptions> options)
{
    private readonly string _root = Path.GetFullPath(Path.Combine(options.Value.DataDirectory, "files"));

    /// <summary>Its place on this machine, or null where it is not there.</summary>
    public FileInfo? Find(OfferFile file)
    {
        var path = PathOf(file.Key);
        return path is not null && File.Exists(path) ? new FileInfo(path) : null;
    }

    /// <summary>Puts a file in its place; nobody sees it half written.</summary>
    public async Task StoreAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var path = PathOf(key) ?? throw new ArgumentException("The key leads out of the folder.", nameof(key));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = path + ".part";
        await File.WriteAllBytesAsync(half, content, cancel);
        File.Move(half, path, overwrite: true);
    }

    private string? PathOf(string key)
    {
        var path = Path.GetFullPath(Path.Combine(_root, key));
        return path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }
}
