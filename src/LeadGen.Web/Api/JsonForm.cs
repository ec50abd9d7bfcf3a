using System.Globalization;
using System.Text.Json;
using LeadGen.Domain;
using LeadGen.Domain.Capture;

namespace LeadGen.Web.Api;

/// <summary>Reads the members of one JSON object by what they shall be: what is left in <see cref="Errors"/> is wrong. Null is as absent.</summary>
internal sealed class JsonForm(JsonElement json)
{
    private static readonly JsonDocument Nothing = JsonDocument.Parse("{}");

    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public static JsonForm Empty => new(Nothing.RootElement);

    public JsonElement Json => json;

    public IReadOnlyDictionary<string, string[]> Errors => _errors;

    /// <summary>The first message of a field stays.</summary>
    public void Add(string name, string message) => _errors.TryAdd(name, [message]);

    public void Add(IReadOnlyDictionary<string, string> errors)
    {
        foreach (var (field, message) in errors)
        {
            Add(field, message);
        }
    }

    public JsonElement? Field(string name) =>
        json.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;

    /// <summary>The text of a text, a number, or true or false.</summary>
    public string? Scalar(string name) => Field(name) is { } field ? Scalar(name, field) : null;

    public string? Scalar(string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            Add(name, "Give a text, a number, or true or false");
            return null;
        }

        return TextOf(value) is { } text ? text : Unreadable(name);
    }

    /// <summary>A readable text of one line, trimmed; null where it is absent or blank.</summary>
    public string? Text(string name, int maxLength)
    {
        if (Scalar(name) is not { } text)
        {
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return Unreadable(name);
        }

        var trimmed = CleanText.Trim(text);
        if (trimmed.Length > maxLength)
        {
            Add(name, string.Create(CultureInfo.InvariantCulture, $"Shorten it to {maxLength} characters or fewer"));
            return null;
        }

        return trimmed.Length == 0 ? null : trimmed;
    }

    /// <summary>A readable text with its lines kept, trimmed; null where it is absent or blank.</summary>
    public string? Lines(string name, int maxLength)
    {
        var (clean, error) = CleanText.Note(Scalar(name), maxLength, name);
        if (error is not null)
        {
            Add(name, error);
        }

        return clean;
    }

    public Guid? Id(string name)
    {
        if (Scalar(name) is not { } text)
        {
            return null;
        }

        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id;
        }

        Add(name, "Give a UUID such as 01981c3e-5b8a-7c00-8000-000000000000");
        return null;
    }

    public EmailAddress? Email(string name)
    {
        if (Scalar(name) is not { } text)
        {
            return null;
        }

        if (!EmailAddress.TryParse(text, out var email))
        {
            Add(name, "Give an e-mail address in the form name@example.com");
        }

        return email;
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Scalar(name) is not { } text)
        {
            return null;
        }

        if (ApiInstant.TryRead(text, out var instant))
        {
            return instant;
        }

        Add(name, ApiInstant.Ask);
        return null;
    }

    public bool Flag(string name)
    {
        var text = Scalar(name);
        if (text is not (null or "true" or "false"))
        {
            Add(name, "Give true or false");
        }

        return text == "true";
    }

    public int? Whole(string name)
    {
        if (Scalar(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Add(name, "Give a whole number");
        return null;
    }

    public decimal? Amount(string name)
    {
        if (Scalar(name) is not { } text)
        {
            return null;
        }

        const NumberStyles Plain =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var amount))
        {
            return amount;
        }

        Add(name, "Give an amount such as 1200.50");
        return null;
    }

    public T? Term<T>(string name)
        where T : struct, Enum
    {
        if (Scalar(name) is not { } text)
        {
            return null;
        }

        var term = Terms.Parse<T>(text);
        if (term is null)
        {
            Add(name, $"Choose one of {Names<T>()}");
        }

        return term;
    }

    /// <summary>The members of an object; none where it is absent.</summary>
    public IEnumerable<JsonProperty> Members(string name)
    {
        if (Field(name) is not { } field)
        {
            return [];
        }

        if (field.ValueKind == JsonValueKind.Object)
        {
            return field.EnumerateObject();
        }

        Add(name, "Give an object in braces");
        return [];
    }

    public static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Terms.Of));

    /// <summary>Null where it is an object or a list, or holds half of a surrogate pair, which no other program could read.</summary>
    public static string? TextOf(JsonElement value)
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
            return null;
        }
    }

    private string? Unreadable(string name)
    {
        Add(name, "Remove the unreadable character");
        return null;
    }
}
