using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadGen.Domain.Offers;

namespace LeadGen.Web.Pages.Embed;

/// <param name="Tag">Another for each version of the offer and of the words about privacy, and each hour, so that the key in it stays young.</param>
public sealed record EmbedScript(string Tag, byte[] Plain, byte[] Zipped);

/// <summary>The scripts in memory: each is made once per version of its offer and hour.</summary>
public sealed class EmbedScripts
{
    private const string Prefix = "embed/";
    private static readonly string Code = Text("embed.js");
    private static readonly string Style = Text("embed.css");
    private static readonly string Conditions = Text("form.css");

    /// <summary>Of the code itself, which changes when the app does.</summary>
    private static readonly string Build = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Code + Style + Conditions)).AsSpan(0, 4)
    );

    private readonly ConcurrentDictionary<Guid, EmbedScript> _scripts = new();

    /// <param name="texts">The version of the words about privacy.</param>
    /// <param name="waits">No seat or code is left.</param>
    public EmbedScript? Find(Offer offer, long texts, bool waits, DateTimeOffset now) =>
        _scripts.TryGetValue(offer.Id, out var script) && script.Tag == TagOf(offer, texts, waits, now) ? script : null;

    /// <param name="form">The markup of its first step.</param>
    /// <inheritdoc cref="Find"/>
    public EmbedScript Keep(Offer offer, long texts, bool waits, DateTimeOffset now, string form)
    {
        var data = JsonSerializer.Serialize(
            new
            {
                slug = offer.Slug,
                origins = offer.EmbedOrigins,
                form,
                css = HasConditions(offer) ? Style + Conditions : Style,
                words = new
                {
                    error = "Error: ",
                    problem = "There is a problem",
                    failed = "It could not be sent. What you typed is still here: try again in a moment.",
                    away = "Or use the form on our own page",
                },
            }
        );
        var plain = Encoding.UTF8.GetBytes($"({Code.Trim()})({data});\n");
        return _scripts[offer.Id] = new EmbedScript(TagOf(offer, texts, waits, now), plain, Zip(plain));
    }

    private static bool HasConditions(Offer offer) =>
        FormFlow.WithQuestion(offer.Form).Any(asked => asked.When is not null);

    private static string TagOf(Offer offer, long texts, bool waits, DateTimeOffset now) =>
        FormattableString.Invariant(
            $"{Build}-{offer.Id:n}-{offer.Version}-{texts}-{(waits ? "waits-" : "")}{now.ToUnixTimeSeconds() / 3600}"
        );

    private static byte[] Zip(byte[] plain)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize))
        {
            gzip.Write(plain);
        }

        return zipped.ToArray();
    }

    private static string Text(string name)
    {
        using var stream = typeof(EmbedScripts).Assembly.GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
