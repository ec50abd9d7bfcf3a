using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Capture.Pictures;

/// <summary>The pictures of offers, in <c>pictures</c> of the data directory, each under an id of ours. A stored one never changes.</summary>
public sealed class PictureStore(IOptions<LeadGenOptions> options)
{
    private const string Forever = "public, max-age=31536000, immutable";

    private readonly string _root = Path.GetFullPath(Path.Combine(options.Value.DataDirectory, "pictures"));

    public static string PathOf(OfferPicture picture) => "/pictures/" + NameOf(picture.Id, picture.Format);

    /// <summary>Nobody sees it half written.</summary>
    public async Task StoreAsync(OfferPicture picture, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        Directory.CreateDirectory(_root);
        var path = Path.Combine(_root, NameOf(picture.Id, picture.Format));
        await File.WriteAllBytesAsync(path + ".part", content, cancel);
        File.Move(path + ".part", path);
    }

    /// <summary>Of one that came into no offer.</summary>
    public void Forget(OfferPicture picture) => File.Delete(Path.Combine(_root, NameOf(picture.Id, picture.Format)));

    /// <summary>Those that were last written before then, half ones too.</summary>
    public IReadOnlyList<FileInfo> Before(DateTimeOffset at) =>
        Directory.Exists(_root)
            ? [.. new DirectoryInfo(_root).EnumerateFiles().Where(file => file.LastWriteTimeUtc < at.UtcDateTime)]
            : [];

    /// <summary>As what it was found to be when it came, and never run as a page.</summary>
    public IResult Get(string name, HttpContext context)
    {
        if (
            name.Split('.') is not [var id, var ending]
            || !Guid.TryParseExact(id, "N", out var key)
            || Terms.Parse<PictureFormat>(ending) is not { } format
        )
        {
            return Results.NotFound();
        }

        var path = Path.Combine(_root, NameOf(key, format));
        if (!File.Exists(path))
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = Forever;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Results.File(path, "image/" + Terms.Of(format));
    }

    private static string NameOf(Guid id, PictureFormat format) => $"{id:N}.{Terms.Of(format)}";
}
