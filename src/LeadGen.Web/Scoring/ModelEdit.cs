using System.Globalization;
using System.Text.Json.Nodes;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Scoring;

/// <summary>What can be done with a criterion as a whole.</summary>
public enum CriterionVerb
{
    Up,
    Down,
    Copy,
    Off,
    On,
    Remove,
}

/// <summary>
/// Changes of a model, each made in its JSON form and read anew: what a page sends is checked by the one check there is, and what is
/// wrong is named by the path that is also the name of its field.
/// </summary>
public static class ModelEdit
{
    public const string Threshold = "mql_threshold";

    public static readonly IReadOnlyList<string> Sections = ["fit", "engagement", "product"];

    /// <summary>Members of the model itself.</summary>
    public static readonly IReadOnlyList<string> Whole =
    [
        "name",
        Threshold,
        "min_fit",
        "min_engagement",
        "max_fit",
        "max_engagement",
    ];

    public static string PointsField(string section, string key) => $"{section}.{key}.points";

    /// <summary>The model with these members as typed; those not sent stay.</summary>
    public static ModelReading WithWhole(ScoringModel model, Func<string, string?> sent)
    {
        var json = JsonOf(model);
        foreach (var member in Whole)
        {
            Set(json, member, sent(member), isText: member == "name");
        }

        return Read(json);
    }

    /// <summary>The model with the points as typed; those not sent stay.</summary>
    public static ModelReading WithPoints(ScoringModel model, Func<string, string?> sent)
    {
        var json = JsonOf(model);
        foreach (var section in Sections)
        {
            foreach (var item in ItemsOf(json, section))
            {
                Set(item, "points", sent(PointsField(section, KeyOf(item))), isText: false);
            }
        }

        return Read(json);
    }

    /// <summary>The model with a criterion in the place of the one of this key, or at the end where there is none.</summary>
    /// <param name="personas">Those that it may name alone.</param>
    public static ModelReading With(
        ScoringModel model,
        string section,
        JsonObject criterion,
        IReadOnlyList<NamedConditions>? personas = null
    )
    {
        var json = JsonOf(model);
        var items = (JsonArray)json[section]!;
        if (PlaceOf(items, KeyOf(criterion)) is >= 0 and var place)
        {
            items[place] = criterion;
        }
        else
        {
            items.Add(criterion);
        }

        return Read(json, personas);
    }

    /// <summary>The model after this was done to a criterion; as it was where there is no such criterion.</summary>
    public static ModelReading Do(ScoringModel model, CriterionVerb verb, string section, string key)
    {
        var json = JsonOf(model);
        if (!Sections.Contains(section) || PlaceOf((JsonArray)json[section]!, key) is not (>= 0 and var place))
        {
            return Read(json);
        }

        var items = (JsonArray)json[section]!;
        var item = (JsonObject)items[place]!;
        switch (verb)
        {
            case CriterionVerb.Up when place > 0:
                items.RemoveAt(place);
                items.Insert(place - 1, item);
                break;
            case CriterionVerb.Down when place < items.Count - 1:
                items.RemoveAt(place);
                items.Insert(place + 1, item);
                break;
            case CriterionVerb.Up or CriterionVerb.Down:
                break;
            case CriterionVerb.Copy:
                items.Insert(place + 1, CopyOf(item, model, section));
                break;
            case CriterionVerb.Off:
                item["off"] = true;
                break;
            case CriterionVerb.On:
                item.Remove("off");
                break;
            case CriterionVerb.Remove:
                items.RemoveAt(place);
                break;
        }

        return Read(json);
    }

    /// <summary>A key that no criterion of the section has, made of a label.</summary>
    public static string FreeKey(ScoringModel model, string section, string? label)
    {
        var letters = (label ?? "").Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_');
        var words = string.Join('_', string.Concat(letters).Split('_', StringSplitOptions.RemoveEmptyEntries));
        var stem = words.Length == 0 ? "criterion" : words[..Math.Min(words.Length, 50)];
        var taken = ItemsOf(JsonOf(model), section).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return Enumerable
            .Range(1, taken.Count + 1)
            .Select(number => number == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}_{number}"))
            .First(key => !taken.Contains(key));
    }

    /// <summary>A typed number as JSON. What is no number stays a text, which the check then names.</summary>
    public static JsonNode? Number(string? typed)
    {
        var text = typed?.Trim().Replace('−', '-');
        return string.IsNullOrEmpty(text) ? null
            : decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }

    /// <summary>The criterion of this key as JSON; null where there is none.</summary>
    public static JsonObject? Find(ScoringModel model, string section, string key) =>
        Sections.Contains(section) ? ItemsOf(JsonOf(model), section).FirstOrDefault(item => KeyOf(item) == key) : null;

    private static JsonObject CopyOf(JsonObject item, ScoringModel model, string section)
    {
        var copy = (JsonObject)item.DeepClone();
        var label = $"{item["label"]!.GetValue<string>()} (copy)";
        copy["key"] = FreeKey(model, section, KeyOf(item));
        copy["label"] = label[..Math.Min(label.Length, ScoringModel.LabelMaxLength)];
        return copy;
    }

    private static void Set(JsonObject json, string member, string? typed, bool isText)
    {
        if (typed is not null)
        {
            json[member] = isText ? JsonValue.Create(typed.Trim()) : Number(typed);
        }
    }

    private static JsonObject JsonOf(ScoringModel model) => JsonNode.Parse(ScoringModelJson.Write(model))!.AsObject();

    private static IEnumerable<JsonObject> ItemsOf(JsonObject model, string section) =>
        model[section]!.AsArray().Select(item => item!.AsObject());

    private static string KeyOf(JsonObject item) => item["key"]!.GetValue<string>();

    private static int PlaceOf(JsonArray items, string key)
    {
        for (var place = 0; place < items.Count; place++)
        {
            if (KeyOf(items[place]!.AsObject()) == key)
            {
                return place;
            }
        }

        return -1;
    }

    private static ModelReading Read(JsonObject json, IReadOnlyList<NamedConditions>? personas = null) =>
        ScoringModelJson.Read(json.ToJsonString(), personas);
}
