using System.Globalization;
using System.Text.Json;

namespace LeadGen.Web.Data.Audit;

/// <summary>
/// A setting that is JSON is told field by field. Of a list of many it is told how many there are, and so of the addresses whose forms are
/// never held: they are people's, and nothing here can be erased.
/// </summary>
internal static class SettingParts
{
    private const int ListMax = 20;
    private static readonly HashSet<string> OfPeople = ["allowed"];

    /// <param name="before">Null where it was not set.</param>
    /// <returns>Null for one that is no JSON: it is told whole.</returns>
    public static Dictionary<string, AuditChange>? Of(string? before, string? after)
    {
        if (FieldsOf(before) is not { } had || FieldsOf(after) is not { } has || (before ?? after) is null)
        {
            return null;
        }

        return had
            .Keys.Union(has.Keys)
            .Where(field => TextOf(had, field) != TextOf(has, field))
            .ToDictionary(field => field, field => new AuditChange(Told(had, field), Told(has, field)));
    }

    private static Dictionary<string, JsonElement>? FieldsOf(string? text)
    {
        if (text is null)
        {
            return [];
        }

        if (!text.StartsWith('{'))
        {
            return null;
        }

        using var json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.Clone());
    }

    private static string? TextOf(Dictionary<string, JsonElement> fields, string field) =>
        fields.TryGetValue(field, out var value) ? value.GetRawText() : null;

    private static string? Told(Dictionary<string, JsonElement> fields, string field) =>
        !fields.TryGetValue(field, out var value) ? null
        : value.ValueKind != JsonValueKind.Array ? value.ToString()
        : OfPeople.Contains(field) || value.GetArrayLength() > ListMax
            ? string.Create(CultureInfo.InvariantCulture, $"{value.GetArrayLength()} in the list")
        : string.Join(", ", value.EnumerateArray());
}
