using System.Text.Json;

namespace LeadGen.Domain.Scoring;

/// <summary>Tells people what a change of a model changed.</summary>
internal static class ChangeWords
{
    private const string None = "none";

    // What of a criterion says when it matches; told as one.
    private static readonly HashSet<string> Rule =
    [
        "fact",
        "operator",
        "value",
        "conditions",
        "kind",
        "where",
        "at_least",
        "within_days",
        "distinct",
    ];

    /// <summary>Names of the members that are not the same in both, absent ones too.</summary>
    public static IEnumerable<string> Differing(JsonElement before, JsonElement after) =>
        before
            .EnumerateObject()
            .Concat(after.EnumerateObject())
            .Select(member => member.Name)
            .Distinct(StringComparer.Ordinal)
            .Where(name => Raw(before, name) != Raw(after, name));

    public static string OfModel(string member, JsonElement before, JsonElement after) =>
        $"{ModelMember(member)} {Raw(before, member) ?? None} → {Raw(after, member) ?? None}";

    public static IEnumerable<(ModelChangeKind Kind, string Text)> OfItem(DiffItem before, DiffItem after)
    {
        var members = Differing(before.Json, after.Json).ToList();
        foreach (var member in members.Where(member => !Rule.Contains(member)))
        {
            yield return member == "off"
                ? after.Off
                    ? (ModelChangeKind.SwitchedOff, $"Switched off “{after.Label}”")
                    : (ModelChangeKind.SwitchedOn, $"Switched on “{after.Label}”")
                : (ModelChangeKind.Changed, OfMember(member, before, after));
        }
        if (members.Exists(Rule.Contains))
        {
            yield return (
                ModelChangeKind.Changed,
                before.Rule != after.Rule
                    ? $"“{after.Label}” {before.Rule} → {after.Rule}"
                    : $"“{after.Label}” is written in another way"
            );
        }
    }

    /// <summary>", 15 points"; nothing for a rule that has none.</summary>
    public static string PointsOf(JsonElement item) =>
        Raw(item, "points") is { } points ? $", {points} point{(points is "1" or "-1" ? "" : "s")}" : "";

    private static string OfMember(string member, DiffItem before, DiffItem after)
    {
        var (old, now) = (Value(member, before.Json), Value(member, after.Json));
        return member switch
        {
            "label" => $"“{before.Label}” is now called “{after.Label}”",
            "points" => $"Points for “{after.Label}” {old} → {now}",
            "group" => $"Group of “{after.Label}” {old} → {now}",
            "limit" => $"Limit of “{after.Label}” {old} → {now}",
            "max_points" => $"Most points of “{after.Label}” {old} → {now}",
            "half_life_days" => $"Half-life of “{after.Label}” {old} → {now}",
            "expires_after_days" => $"Expiry of “{after.Label}” {old} → {now}",
            _ => $"{FactNames.InWords(member)} of “{after.Label}” {old} → {now}",
        };
    }

    private static string Value(string member, JsonElement item)
    {
        if (!item.TryGetProperty(member, out var value))
        {
            return None;
        }
        return member switch
        {
            "limit" => $"{Raw(value, "times")} times in {Raw(value, "days")} days",
            "half_life_days" or "expires_after_days" => $"{value.GetRawText()} days",
            _ when value.ValueKind == JsonValueKind.String => $"“{value.GetString()}”",
            _ => value.GetRawText(),
        };
    }

    private static string ModelMember(string member) =>
        member switch
        {
            "name" => "Name",
            "mql_threshold" => "Threshold",
            "min_fit" => "Least fit",
            "min_engagement" => "Least engagement",
            "max_fit" => "Most that fit counts",
            "max_engagement" => "Most that engagement counts",
            _ => FactNames.InWords(member),
        };

    private static string? Raw(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetRawText() : null;
}
