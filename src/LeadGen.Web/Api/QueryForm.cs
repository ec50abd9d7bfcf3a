using System.Globalization;
using LeadGen.Domain;

namespace LeadGen.Web.Api;

/// <summary>Reads the parameters of a query: what is left in <see cref="Errors"/> is wrong.</summary>
internal sealed class QueryForm
{
    public const int LimitMax = 200;
    public const int LimitDefault = 50;

    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string[]> Errors => _errors;

    public void Add(string name, string message) => _errors.TryAdd(name, [message]);

    public int Limit(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return LimitDefault;
        }

        if (Whole("limit", text) is >= 1 and <= LimitMax and var limit)
        {
            return limit;
        }

        _errors["limit"] = [$"Give a whole number from 1 to {LimitMax}"];
        return LimitDefault;
    }

    public int? Whole(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
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

    public bool Flag(string name, string? text)
    {
        if (text is not (null or "" or "true" or "1" or "false" or "0"))
        {
            Add(name, "Give true or false");
        }

        return text is "true" or "1";
    }

    public DateTimeOffset? Instant(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // In an address a plus is a space unless it is written as %2B, which many forget.
        var plain = text.Length > 6 && text[^6] == ' ' ? $"{text[..^6]}+{text[^5..]}" : text;
        if (ApiInstant.TryRead(plain, out var instant))
        {
            return instant;
        }

        Add(name, ApiInstant.Ask);
        return null;
    }

    public Guid? Id(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id;
        }

        Add(name, "Give a UUID");
        return null;
    }

    /// <summary>One or several, parted by commas.</summary>
    public IReadOnlyList<T> Terms<T>(string name, string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var terms = text.Split(',').Select(Domain.Terms.Parse<T>).Distinct().ToList();
        if (terms.Contains(null))
        {
            Add(name, $"Choose of {JsonForm.Names<T>()}, parted by commas");
        }

        return [.. terms.OfType<T>()];
    }
}
