using System.Net.Mime;
using System.Text.Json;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Operations;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Tracking;

/// <summary>One thing that happened on a page, as the script tells it.</summary>
/// <param name="Query">The campaign's parts of the page's query.</param>
/// <param name="Referrer">The page before it.</param>
public sealed record TrackedEvent(
    string? Kind,
    string? Path,
    string? Query,
    string? Referrer,
    IReadOnlyDictionary<string, string> Properties
);

/// <summary>What the script sends. It comes as text, for which a browser asks no other site for leave; whatever it is called, it is JSON.</summary>
/// <param name="Consent">Given or taken back; null where nothing was said.</param>
/// <param name="Fresh">The browser was not known before.</param>
/// <param name="Version">Of the words that were shown.</param>
public sealed record TrackBody(
    Guid? Visitor,
    bool? Consent,
    bool Fresh,
    string? Version,
    IReadOnlyList<TrackedEvent> Events
)
{
    public const int MaxBytes = 16 * 1024;
    public const int EventsMax = 20;
    private const int PropertiesMax = 20;

    /// <returns>What was sent, or the status to refuse it with: 400, 413 or 415.</returns>
    public static async Task<(TrackBody? Body, int Status)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !(
                type.MediaType.Equals(MediaTypeNames.Text.Plain, StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await BoundedBody.ReadAsync(request, MaxBytes, cancel) is { } bytes
                ? Parse(bytes)
                : (null, StatusCodes.Status413PayloadTooLarge);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode);
        }
    }

    private static (TrackBody? Body, int Status) Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var isRight =
                root.ValueKind == JsonValueKind.Object
                && (!root.TryGetProperty("events", out var told) || told.ValueKind == JsonValueKind.Array);
            return isRight ? (Read(root), StatusCodes.Status200OK) : (null, StatusCodes.Status400BadRequest);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An invalid surrogate shows only when its text is read.
            return (null, StatusCodes.Status400BadRequest);
        }
    }

    private static TrackBody Read(JsonElement root) =>
        new(
            Guid.TryParse(TextOf(root, "visitor"), out var id) && id != Guid.Empty ? id : null,
            root.TryGetProperty("consent", out var consent)
            && consent.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? consent.GetBoolean()
                : null,
            root.TryGetProperty("fresh", out var fresh) && fresh.ValueKind == JsonValueKind.True,
            CleanText.Bounded(TextOf(root, "version"), ConsentText.VersionMaxLength),
            root.TryGetProperty("events", out var events)
                ? [.. events.EnumerateArray().Where(IsObject).Take(EventsMax).Select(Event)]
                : []
        );

    private static TrackedEvent Event(JsonElement told) =>
        new(
            TextOf(told, "kind"),
            CleanText.Bounded(TextOf(told, "path"), Touchpoint.PathMaxLength),
            CleanText.Bounded(TextOf(told, "query"), Source.ReferrerMaxLength),
            CleanText.Bounded(TextOf(told, "referrer"), Source.ReferrerMaxLength),
            told.TryGetProperty("properties", out var properties) && IsObject(properties)
                ? Properties(properties)
                : new Dictionary<string, string>()
        );

    /// <summary>Texts, numbers, yes and no; what is not one is left out, and so is what is too much.</summary>
    private static Dictionary<string, string> Properties(JsonElement told)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in told.EnumerateObject())
        {
            var name = CleanText.Bounded(property.Name, Touchpoint.PropertyNameMaxLength);
            var value = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => property.Value.GetRawText(),
                _ => null,
            };
            if (
                name is not null
                && CleanText.Bounded(value, Touchpoint.PropertyValueMaxLength) is { } clean
                && properties.Count < PropertiesMax
            )
            {
                properties.TryAdd(name, clean);
            }
        }

        return properties;
    }

    private static bool IsObject(JsonElement element) => element.ValueKind == JsonValueKind.Object;

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
