using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Tracking;

/// <summary>
/// <c>/track.js</c>: the script with the plan in it, packed once for each plan. Our own pages name its version, so that a browser need never
/// ask for it again; other sites ask once an hour whether it is still the same.
/// </summary>
public sealed class TrackScript(TrackingPlans plans, ConsentBook book)
{
    private const string ContentType = "text/javascript; charset=utf-8";
    private const string Settings = "\"{settings}\"";
    private const int VersionLength = 16;

    private static readonly string Source = Read();

    private readonly ConcurrentDictionary<string, Packed> _packed = new(StringComparer.Ordinal);

    /// <summary>Its address on our own pages; null where it is not on them.</summary>
    public async ValueTask<string?> AddressAsync(CancellationToken cancel)
    {
        var plan = await plans.CurrentAsync(cancel);
        return plan.On ? "/track.js?v=" + Of(plan, await WordsAsync(cancel)).Version : null;
    }

    public async Task ServeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var plan = await plans.CurrentAsync(context.RequestAborted);
        var packed = Of(plan, await WordsAsync(context.RequestAborted));
        var tag = $"\"{packed.Version}\"";
        response.Headers.ETag = tag;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl =
            request.Query["v"] == packed.Version ? "public, max-age=31536000, immutable" : "public, max-age=3600";
        // It is there for other sites.
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var isZipped = request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (isZipped)
        {
            response.Headers[HeaderNames.ContentEncoding] = "gzip";
        }

        var bytes = isZipped ? packed.Zipped : packed.Plain;
        (response.ContentType, response.ContentLength) = (ContentType, bytes.Length);
        if (HttpMethods.IsGet(request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private async ValueTask<ConsentText> WordsAsync(CancellationToken cancel) =>
        (await book.ReadAsync(cancel)).Text(ConsentPurposes.WebTracking, ConsentsInForce.OurLocale);

    private Packed Of(TrackingPlan plan, ConsentText text)
    {
        var settings = JsonColumn.Write(
            new ScriptSettings(
                plan.On,
                plan.Asks,
                VisitorCookie.Name,
                VisitorCookie.Refused,
                (long)plan.CookieLasts.TotalSeconds,
                text.Text,
                text.Version,
                "Your choice",
                "Yes, that is fine",
                "No"
            )
        );
        return _packed.GetOrAdd(settings, static settings => Pack(settings));
    }

    private static Packed Pack(string settings)
    {
        var plain = Encoding.UTF8.GetBytes(Source.Replace(Settings, settings, StringComparison.Ordinal));
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(plain);
        }

        return new Packed(Convert.ToHexStringLower(SHA256.HashData(plain))[..VersionLength], plain, zipped.ToArray());
    }

    private static string Read()
    {
        using var stream =
            typeof(TrackScript).Assembly.GetManifestResourceStream("track.js")
            ?? throw new InvalidOperationException("The script is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private sealed record Packed(string Version, byte[] Plain, byte[] Zipped);

    /// <summary>What the script is told.</summary>
    private sealed record ScriptSettings(
        bool On,
        bool Ask,
        string Cookie,
        string Refused,
        long Age,
        string Text,
        string Version,
        string Label,
        string Yes,
        string No
    );
}
