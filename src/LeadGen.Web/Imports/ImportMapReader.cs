using System.Text.Json;
using System.Text.Json.Serialization;
using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Imports;

/// <summary>Reads a mapping file and refuses what it does not understand, so that a slip of the pen is no silent loss.</summary>
public static class ImportMapReader
{
    private const int NameMaxLength = 100;
    private const int TouchpointsMax = 50;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters =
        {
            new MapValueConverter(),
            new MapInstantConverter(),
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower),
        },
    };

    /// <exception cref="ImportException">It is no mapping file.</exception>
    public static ImportMap Read(string json)
    {
        try
        {
            var map =
                JsonSerializer.Deserialize<ImportMap>(json, Options) ?? throw new ImportException("The map is empty.");
            return Check(map) is { } wrong ? throw new ImportException("The map: " + wrong) : map;
        }
        catch (JsonException e)
        {
            throw new ImportException($"The map: {e.Message}");
        }
    }

    private static string? Check(ImportMap map) =>
        map.Name.Length is 0 or > NameMaxLength ? $"give it a name of at most {NameMaxLength} characters."
        : map.Separator is not (null or { Length: 1 } or "tab") ? "the separator is one character, or tab."
        : map.Facts.Keys.FirstOrDefault(fact => !LeadFields.IsFact(fact)) is { } fact
            ? $"'{fact}' is no fact. Use one of {string.Join(' ', LeadFields.All.Where(field => field.IsFact).Select(field => field.Key))} or custom.KEY."
        : map.Touchpoints.Count > TouchpointsMax ? $"at most {TouchpointsMax} touchpoints a row."
        : map.Touchpoints.FirstOrDefault(t => !TouchpointKinds.Shipped.Contains(t.Kind)) is { } touchpoint
            ? $"'{touchpoint.Kind}' is no kind of touchpoint. Use one of {string.Join(' ', TouchpointKinds.Shipped.Order())}."
        : map.Touchpoints.GroupBy(KeyOf).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"two touchpoints have the key '{twice.Key}': give each a key of its own."
        : map.Touchpoints.Any(t => t.Properties.Count > Touchpoint.PropertiesMax)
            ? $"at most {Touchpoint.PropertiesMax} properties a touchpoint."
        : Instants(map)
            .Any(instant => instant.At is null == instant.Base is null || instant.Base is null != instant.Order is null)
            ? "occurred_at is a column, or a base with an order."
        : map.Values.Select(Check).FirstOrDefault(wrong => wrong is not null)
            ?? Meanings(map.Channel)
                .Select(text => NotOneOf<Channel>(text, "channel"))
                .FirstOrDefault(w => w is not null)
            ?? Meanings(map.Outcome?.Result)
                .Where(text => text != "none")
                .Select(text => NotOneOf<OutcomeResult>(text, "outcome"))
                .FirstOrDefault(w => w is not null);

    private static string KeyOf(MapTouchpoint touchpoint) => touchpoint.Key ?? touchpoint.Kind;

    private static IEnumerable<MapInstant> Instants(ImportMap map) =>
        map
            .Touchpoints.Select(touchpoint => touchpoint.OccurredAt)
            .Append(map.OccurredAt)
            .Append(map.Outcome?.OccurredAt)
            .OfType<MapInstant>();

    private static string? Check(MapValue value) =>
        new[] { value.Column, value.Template, value.Value }.Count(part => part is not null) != 1
            ? "each value is one of column, template and value."
        : value.Bands is { } bands
        && (bands.Count == 0 || bands.Zip(bands.Skip(1)).Any(pair => pair.First >= pair.Second))
            ? "bands are rising numbers."
        : null;

    /// <summary>All that a value can come to, as far as the map alone tells.</summary>
    private static IEnumerable<string> Meanings(MapValue? value) =>
        new[] { value?.Value, value?.Otherwise }
            .Concat(value?.Values?.Values ?? [])
            .OfType<string>()
            .Where(text => text.Length > 0);

    private static string? NotOneOf<T>(string text, string what)
        where T : struct, Enum =>
        Terms.Parse<T>(text) is null
            ? $"'{text}' is no {what}. Use one of {string.Join(' ', Enum.GetValues<T>().Select(value => Terms.Of(value)))}."
            : null;

    /// <summary>A text alone is a column.</summary>
    private sealed class MapValueConverter : JsonConverter<MapValue>
    {
        public override MapValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                ? new MapValue { Column = reader.GetString() }
                : JsonSerializer.Deserialize<MapValue>(ref reader, Plain)!;

        public override void Write(Utf8JsonWriter writer, MapValue value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, Plain);
    }

    /// <summary>A text alone is a column; so is an object with a column.</summary>
    private sealed class MapInstantConverter : JsonConverter<MapInstant>
    {
        public override MapInstant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return new MapInstant { At = new MapValue { Column = reader.GetString() } };
            }

            var raw = JsonSerializer.Deserialize<RawInstant>(ref reader, options)!;
            return new MapInstant
            {
                At = raw.Column is null ? null : new MapValue { Column = raw.Column },
                Format = raw.Format,
                Base = raw.Base?.ToUniversalTime(),
                Order = raw.Order,
                First = raw.First ?? 0,
                StepSeconds = raw.StepSeconds ?? 1,
            };
        }

        public override void Write(Utf8JsonWriter writer, MapInstant value, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        private sealed record RawInstant(
            string? Column,
            string? Format,
            DateTimeOffset? Base,
            MapValue? Order,
            double? First,
            double? StepSeconds
        );
    }

    private static readonly JsonSerializerOptions Plain = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
