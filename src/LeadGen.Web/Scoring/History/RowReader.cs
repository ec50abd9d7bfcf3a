using LeadGen.Domain.Touchpoints;
using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Scoring.History;

/// <summary>Reads columns of a COPY.</summary>
/// <param name="properties">Properties of touchpoints that are among the columns, in their order.</param>
internal sealed class RowReader(string[] properties)
{
    private const int KnownMax = 50_000;
    private const int KnownMaxLength = 100;

    private static readonly IReadOnlyDictionary<string, string> NoProperties = new Dictionary<string, string>();

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public string[] Properties { get; } = properties;

    public Touchpoint Touchpoint(NpgsqlBinaryExporter row) =>
        new()
        {
            Id = Guid.Empty,
            Kind = Text(row)!,
            OccurredAt = Instant(row),
            RecordedAt = Instant(row),
            Channel = row.Read<bool>(NpgsqlDbType.Boolean) ? Channel.Import : null,
            Machine = row.Read<bool>(NpgsqlDbType.Boolean),
            Offer = Text(row),
            Path = Text(row),
            Properties = PropertiesOf(row),
        };

    private IReadOnlyDictionary<string, string> PropertiesOf(NpgsqlBinaryExporter row)
    {
        Dictionary<string, string>? properties = null;
        foreach (var name in Properties)
        {
            if (Text(row) is { } value)
            {
                (properties ??= [])[name] = value;
            }
        }
        return properties ?? NoProperties;
    }

    public static DateTimeOffset Instant(NpgsqlBinaryExporter row) => new(row.Read<DateTime>(NpgsqlDbType.TimestampTz));

    public static T? OrNull<T>(NpgsqlBinaryExporter row, NpgsqlDbType type)
        where T : struct
    {
        if (row.IsNull)
        {
            row.Skip();
            return null;
        }
        return row.Read<T>(type);
    }

    /// <summary>The same few texts stand in millions of rows, and are kept once.</summary>
    public string? Text(NpgsqlBinaryExporter row)
    {
        if (row.IsNull)
        {
            row.Skip();
            return null;
        }
        var text = row.Read<string>(NpgsqlDbType.Text);
        if (_known.TryGetValue(text, out var known))
        {
            return known;
        }
        if (_known.Count < KnownMax && text.Length <= KnownMaxLength)
        {
            _known[text] = text;
        }
        return text;
    }
}
