using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGen.Domain.Offers;

namespace LeadGen.Web.Imports;

/// <summary>
/// A map that says of each column what it is and nothing more, as people fill it in. Others, with templates and touchpoints say, are
/// written as text.
/// </summary>
/// <param name="NotGiven">Texts that say nothing.</param>
/// <param name="DateFormat">As .NET's format strings say it; null for ISO 8601.</param>
/// <param name="Columns">A column to its role: <c>email</c>, a fact, and what else <see cref="Roles"/> lists.</param>
public sealed record ColumnMap(
    string Name,
    IReadOnlyList<string> NotGiven,
    string? DateFormat,
    IReadOnlyDictionary<string, string> Columns
)
{
    public const string Key = "key";
    public const string OccurredAt = "occurred_at";
    public const string Outcome = "outcome";
    public const string OutcomePrefix = "outcome.";

    /// <summary>What a column can be, beside a fact: each at most once.</summary>
    public static readonly IReadOnlyList<string> Roles =
    [
        LeadFields.Email,
        Key,
        OccurredAt,
        "channel",
        "source",
        "medium",
        "campaign",
        "referrer",
        Outcome,
        OutcomePrefix + "amount",
        OutcomePrefix + "currency",
        OutcomePrefix + "reason",
    ];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static bool IsRole(string role) => Roles.Contains(role) || LeadFields.IsFact(role);

    /// <summary>The role and the column that has it; null where none does.</summary>
    public string? this[string role] => Columns.FirstOrDefault(column => column.Value == role).Key;

    /// <summary>Does a text lack what no map can do without? So does one that was guessed where no name told of it.</summary>
    public static bool IsWithoutEmail(string text)
    {
        try
        {
            var options = new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
            };
            return JsonNode.Parse(text, documentOptions: options) is JsonObject map
                && !map.ContainsKey(LeadFields.Email);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>As a mapping file.</summary>
    public string Write()
    {
        var map = new JsonObject { ["name"] = Name };
        if (NotGiven.Count > 0)
        {
            map["not_given"] = new JsonArray([.. NotGiven.Select(text => (JsonNode)text)]);
        }

        foreach (var role in Roles.Where(role => !role.StartsWith(Outcome, StringComparison.Ordinal)))
        {
            if (this[role] is { } column)
            {
                map[role] = role == OccurredAt ? DateOf(column) : column;
            }
        }

        map["facts"] = new JsonObject(
            Columns
                .Where(column => column.Value != LeadFields.Email && LeadFields.IsFact(column.Value))
                .Select(column => KeyValuePair.Create<string, JsonNode?>(column.Value, column.Key))
        );
        if (this[Outcome] is { } result)
        {
            var outcome = new JsonObject { ["result"] = result };
            foreach (var role in Roles.Where(role => role.StartsWith(OutcomePrefix, StringComparison.Ordinal)))
            {
                if (this[role] is { } column)
                {
                    outcome[role[OutcomePrefix.Length..]] = column;
                }
            }

            map["outcome"] = outcome;
        }

        return map.ToJsonString(Indented);
    }

    /// <summary>Null where the map says more than what each column is.</summary>
    public static ColumnMap? Of(ImportMap map)
    {
        var roles = new List<(string Role, MapValue? Value)>
        {
            (LeadFields.Email, map.Email),
            (Key, map.Key),
            (OccurredAt, map.OccurredAt?.At),
            ("channel", map.Channel),
            ("source", map.Source),
            ("medium", map.Medium),
            ("campaign", map.Campaign),
            ("referrer", map.Referrer),
            (Outcome, map.Outcome?.Result),
            (OutcomePrefix + "amount", map.Outcome?.Amount),
            (OutcomePrefix + "currency", map.Outcome?.Currency),
            (OutcomePrefix + "reason", map.Outcome?.Reason),
        };
        roles.AddRange(map.Facts.Select(fact => (fact.Key, (MapValue?)fact.Value)));
        var told = roles.FindAll(role => role.Value is not null);
        var isPlain =
            map.Touchpoints.Count == 0
            && map.Separator is null
            && map.Outcome?.OccurredAt is null
            && map.OccurredAt is null or { At: not null }
            && told.TrueForAll(role =>
                role.Value == new MapValue { Column = role.Value!.Column, NotGiven = role.Value.NotGiven }
                && role.Value.NotGiven.Count == 0
            )
            && told.DistinctBy(role => role.Value!.Column, StringComparer.OrdinalIgnoreCase).Count() == told.Count;
        return isPlain
            ? new ColumnMap(
                map.Name,
                map.NotGiven,
                map.OccurredAt?.Format,
                told.ToDictionary(role => role.Value!.Column!, role => role.Role)
            )
            : null;
    }

    private JsonNode DateOf(string column) =>
        DateFormat is null ? column : new JsonObject { ["column"] = column, ["format"] = DateFormat };
}
