using System.Diagnostics.CodeAnalysis;

namespace LeadGen.Domain.Capture;

/// <summary>An e-mail address as a person wrote it, and the key by which it is compared: trimmed and case-folded.</summary>
public sealed record EmailAddress
{
    public const int MaxLength = 254;

    private EmailAddress(string value, string key) => (Value, Key) = (value, key);

    /// <summary>As written, trimmed.</summary>
    public string Value { get; }

    /// <summary>What two spellings of the same address have in common.</summary>
    public string Key { get; }

    public string Domain => Key[(Key.LastIndexOf('@') + 1)..];

    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        var value = text?.Trim();
        if (string.IsNullOrEmpty(value) || value.Length > MaxLength || value.LastIndexOf('@') <= 0)
        {
            return false;
        }

        address = new EmailAddress(value, value.ToLowerInvariant());
        return true;
    }

    public override string ToString() => Value;
}
