using System.Globalization;
using System.Text.Json;

namespace LeadGen.Domain.Scoring;

/// <summary>Reads the fields of one JSON object and notes what is wrong with them under their paths.</summary>
internal sealed class JsonFields(JsonElement json, string path, ModelErrors errors)
{
    public JsonElement Json => json;

    public JsonFields At(string newPath) => new(json, newPath, errors);

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public void AddError(string name, string message) => errors.Add(PathOf(name), message);

    /// <summary>The field, or null where it is absent or null.</summary>
    public JsonElement? Field(string name) =>
        json.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;

    public string RequiredText(string name, int maxLength)
    {
        if (Field(name) is not { } field)
        {
            AddError(name, $"Give it a {name}.");
            return "";
        }
        return TextOf(field, name, maxLength);
    }

    /// <summary>The text, or null where it is absent or blank.</summary>
    public string? OptionalText(string name, int maxLength) =>
        Field(name) is not { } field || (field.ValueKind == JsonValueKind.String && field.ValueEquals(""))
            ? null
            : TextOf(field, name, maxLength);

    private string TextOf(JsonElement field, string name, int maxLength)
    {
        var text = field.ValueKind == JsonValueKind.String ? Text(field) : null;
        if (text is null || string.IsNullOrWhiteSpace(text) || text.Length > maxLength || text.Contains('\0'))
        {
            AddError(
                name,
                Invariant($"The {name} must be a text of 1 to {maxLength} characters, without the character NUL.")
            );
            return "";
        }
        return text;
    }

    public int? Whole(string name, int min, int max)
    {
        if (Field(name) is not { } field)
        {
            return null;
        }
        if (field.ValueKind == JsonValueKind.Number && field.TryGetDecimal(out var number))
        {
            if (number >= min && number <= max && decimal.IsInteger(number))
            {
                return (int)number;
            }
        }
        AddError(name, Invariant($"Give a whole number from {min} to {max}."));
        return null;
    }

    public int RequiredWhole(string name, int min, int max)
    {
        if (Field(name) is null)
        {
            AddError(name, Invariant($"Give a whole number from {min} to {max}."));
        }
        return Whole(name, min, max) ?? min;
    }

    public int Points() => RequiredWhole("points", -errors.PointsMax, errors.PointsMax);

    /// <summary>True or false; false where it is absent.</summary>
    public bool Flag(string name)
    {
        switch (Field(name)?.ValueKind)
        {
            case null or JsonValueKind.False:
                return false;
            case JsonValueKind.True:
                return true;
            default:
                AddError(name, "Give true or false, or leave it out.");
                return false;
        }
    }

    /// <summary>A number of days, more than none.</summary>
    public double? Days(string name)
    {
        if (Field(name) is not { } field)
        {
            return null;
        }
        if (field.ValueKind == JsonValueKind.Number && field.TryGetDouble(out var days))
        {
            if (days is > 0 and <= ScoringModel.DaysMax)
            {
                return days;
            }
        }
        AddError(name, Invariant($"Give a number of days above 0, at most {ScoringModel.DaysMax}."));
        return null;
    }

    public JsonFields? Object(string name)
    {
        if (Field(name) is not { } field)
        {
            return null;
        }
        if (field.ValueKind == JsonValueKind.Object)
        {
            return new JsonFields(field, PathOf(name), errors);
        }
        AddError(name, "This must be an object in braces.");
        return null;
    }

    /// <summary>The objects of a list that must not be empty.</summary>
    public IReadOnlyList<JsonFields> Objects(string name, int max) =>
        Field(name) is { ValueKind: JsonValueKind.Array } list
        && list.GetArrayLength() is > 0 and var count
        && count <= max
            ? With(name, list)
            : Refused(name, Invariant($"This must be a list of 1 to {max}."));

    /// <summary>The objects of a list as if it stood here.</summary>
    public IReadOnlyList<JsonFields> With(string name, JsonElement list) =>
        list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
            ?
            [
                .. list.EnumerateArray()
                    .Select((item, index) => new JsonFields(item, Invariant($"{PathOf(name)}[{index}]"), errors)),
            ]
            : Refused(name, "Each must be an object in braces.");

    private IReadOnlyList<JsonFields> Refused(string name, string message)
    {
        AddError(name, message);
        return [];
    }

    /// <summary>The items of a list; empty where there is none.</summary>
    public IReadOnlyList<JsonElement> List(string name, int max)
    {
        if (Field(name) is not { } field)
        {
            return [];
        }
        if (field.ValueKind == JsonValueKind.Array && field.GetArrayLength() <= max)
        {
            return [.. field.EnumerateArray()];
        }
        AddError(name, Invariant($"This must be a list of at most {max}."));
        return [];
    }

    /// <summary>One text or a list of them. Numbers and true or false count as their text.</summary>
    public IReadOnlyList<string> Texts(string name, int max, int maxLength)
    {
        if (Field(name) is not { } field)
        {
            return [];
        }
        var isList = field.ValueKind == JsonValueKind.Array;
        var count = isList ? field.GetArrayLength() : 1;
        if (count < 1 || count > max)
        {
            AddError(name, Invariant($"Give 1 to {max} texts."));
            return [];
        }
        var texts = isList ? field.EnumerateArray().Select(Text).ToList() : [Text(field)];
        if (texts.Any(text => string.IsNullOrWhiteSpace(text) || text.Length > maxLength || text.Contains('\0')))
        {
            AddError(
                name,
                Invariant($"Each must be a text of 1 to {maxLength} characters, without the character NUL.")
            );
            return [];
        }
        return texts!;
    }

    /// <summary>The text of a text, a number, or true or false; null of anything else.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which no other program could read.
            return null;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
