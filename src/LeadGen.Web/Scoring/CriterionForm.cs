using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Scoring;

/// <summary>
/// A criterion as a form has it: the members of its JSON by their paths, a list one value a line. What is empty is absent.
/// </summary>
public static partial class CriterionForm
{
    private const string Separator = " | ";

    /// <summary>What stands in each field of the form for this criterion.</summary>
    public static IReadOnlyDictionary<string, string> Fields(JsonObject criterion)
    {
        var fields = new Dictionary<string, string>();
        foreach (var (name, node) in criterion)
        {
            switch (name, node)
            {
                case ("limit", JsonObject limit):
                    Add("limit.times", limit["times"]);
                    Add("limit.days", limit["days"]);
                    break;
                case ("where", JsonObject where):
                    Add("where.offers", where["offers"]);
                    Add("where.path_prefix", where["path_prefix"]);
                    Add("where.properties", where["properties"]);
                    break;
                default:
                    Add(name, node);
                    break;
            }
        }

        return fields;

        void Add(string field, JsonNode? node)
        {
            if (node is not null)
            {
                fields[field] = Text(node);
            }
        }
    }

    /// <summary>The criterion as JSON, by what was typed.</summary>
    /// <param name="present">As it is in the model; null for a new one.</param>
    /// <param name="personas">Those of now.</param>
    public static JsonObject Read(
        string section,
        string key,
        JsonObject? present,
        Func<string, string?> typed,
        IReadOnlyList<NamedConditions> personas
    )
    {
        var json = new JsonObject { ["key"] = key };
        Text("label");
        switch (section)
        {
            case "fit":
                Text("fact");
                Text("operator");
                Set("value", Value(present, typed));
                Persona();
                Number("points");
                Text("group");
                break;
            case "engagement":
                Text("kind");
                Set("where", Where(typed));
                Number("points");
                Set("limit", Limit(typed));
                Number("max_points");
                Number("half_life_days");
                Number("expires_after_days");
                break;
            default:
                Set("kind", OneOrList(Lines(typed("kind"))));
                Set("where", Where(typed));
                Number("at_least");
                Number("within_days");
                Text("distinct");
                break;
        }

        if (present?["off"]?.GetValueKind() == JsonValueKind.True)
        {
            json["off"] = true;
        }

        return json;

        // There is one way to compare a persona. What it is known by is what it is now, or, where it is gone, what the model says.
        void Persona()
        {
            if (json["fact"]?.GetValue<string>() != FitCriterion.PersonaFact)
            {
                return;
            }

            var name = string.Join(", ", Lines(typed("value")));
            (json["operator"], json["value"]) = ("equals", name);
            if (
                present?["conditions"] is { } kept
                && name.Equals(present["value"]!.GetValue<string>(), StringComparison.OrdinalIgnoreCase)
                && !personas.Any(persona => persona.IsNamed(name))
            )
            {
                json["conditions"] = kept.DeepClone();
            }
        }

        void Text(string field) =>
            Set(field, typed(field)?.Trim() is { Length: > 0 } text ? JsonValue.Create(text) : null);

        void Number(string field) => Set(field, ModelEdit.Number(typed(field)));

        void Set(string field, JsonNode? node)
        {
            if (node is not null)
            {
                json[field] = node;
            }
        }
    }

    /// <summary>The field that an error of this path belongs to: <c>fit.country.limit.times</c> to <c>limit.times</c>.</summary>
    public static string FieldOf(string path, string section, string key)
    {
        var prefix = $"{section}.{key}.";
        var field = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
        return field.StartsWith("where.properties", StringComparison.Ordinal) ? "where.properties"
            : field.StartsWith("conditions", StringComparison.Ordinal) ? "value"
            : field == "limit" ? "limit.times"
            : field;
    }

    private static JsonNode? Value(JsonObject? present, Func<string, string?> typed)
    {
        var (fact, comparison) = (typed("fact")?.Trim() ?? "", typed("operator"));
        if (comparison is "is_known" or "is_missing")
        {
            return null;
        }

        if (comparison is "between")
        {
            return new JsonArray([.. Gaps().Split(typed("value")?.Trim() ?? "").Select(ModelEdit.Number)]);
        }

        string[] lines = Lines(typed("value"));
        if (lines.Length == 0)
        {
            return null;
        }

        var areNumbers =
            comparison is "at_least" or "at_most"
            || FactNames.Numbers.Contains(fact)
            || (fact.StartsWith(CustomField.Prefix, StringComparison.Ordinal) && !AreKeptTexts(present, lines));
        var numbers = lines.Select(ModelEdit.Number).ToList();
        // Of the company's own facts some are numbers: where all values look so, they are compared as such.
        var asNumbers = areNumbers && (comparison != "contains") && numbers.TrueForAll(IsNumber);
        List<JsonNode?> values =
            asNumbers || FactNames.Numbers.Contains(fact)
                ? numbers
                : [.. lines.Select(line => (JsonNode?)JsonValue.Create(line))];
        return comparison is "one_of" or "contains" ? new JsonArray([.. values])
            : values.Count == 1 ? values[0]
            : new JsonArray([.. values]);
    }

    private static bool AreKeptTexts(JsonObject? present, string[] lines) =>
        present?["value"] is { } value
        && Text(value) == string.Join('\n', lines)
        && (value is JsonArray list ? list[0] : value)!.GetValueKind() == JsonValueKind.String;

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;

    private static JsonObject? Limit(Func<string, string?> typed)
    {
        var (times, days) = (ModelEdit.Number(typed("limit.times")), ModelEdit.Number(typed("limit.days")));
        return times is null && days is null ? null : new JsonObject { ["times"] = times, ["days"] = days };
    }

    private static JsonObject? Where(Func<string, string?> typed)
    {
        var where = new JsonObject();
        if (Lines(typed("where.offers")) is { Length: > 0 } offers)
        {
            where["offers"] = new JsonArray([.. offers.Select(offer => (JsonNode?)JsonValue.Create(offer))]);
        }

        if (typed("where.path_prefix")?.Trim() is { Length: > 0 } prefix)
        {
            where["path_prefix"] = prefix;
        }

        if (Lines(typed("where.properties")) is { Length: > 0 } lines)
        {
            where["properties"] = Properties(lines);
        }

        return where.Count == 0 ? null : where;
    }

    private static JsonObject Properties(string[] lines)
    {
        var properties = new JsonObject();
        foreach (var line in lines)
        {
            var (name, values) = line.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at
                ? (line[..at].Trim(), line[(at + 1)..])
                : (line, "");
            properties[name] = OneOrList([
                .. values.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            ]);
        }

        return properties;
    }

    private static JsonNode? OneOrList(string[] values) =>
        values switch
        {
            [] => null,
            [var one] => JsonValue.Create(one),
            _ => new JsonArray([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]),
        };

    private static string[] Lines(string? typed) =>
        (typed ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Text(JsonNode? node) =>
        node switch
        {
            JsonArray list => string.Join('\n', list.Select(Text)),
            JsonObject properties => string.Join(
                '\n',
                properties.Select(property =>
                    $"{property.Key} = {(property.Value is JsonArray values ? string.Join(Separator, values.Select(Text)) : Text(property.Value))}"
                )
            ),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            JsonValue value when value.TryGetValue<decimal>(out var number) => number.ToString(
                "0.############",
                CultureInfo.InvariantCulture
            ),
            _ => node?.ToJsonString() ?? "",
        };

    [GeneratedRegex(@"[\s,;]+")]
    private static partial Regex Gaps();
}
