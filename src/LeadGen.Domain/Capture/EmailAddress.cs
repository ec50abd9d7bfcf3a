using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LeadGen.Domain.Capture;

/// <summary>
/// An e-mail address as a person wrote it, and the key by which it is compared: trimmed and case-folded. Taken is what mail systems
/// deliver on the internet: a dot-atom before the @ (letters of any script too) and a host name with a dot and a letter in its last
/// part (of any script too). Not taken, though standards know them: quoted local parts, comments, folded white space,
/// address literals, hosts without a dot.
/// </summary>
public sealed record EmailAddress
{
    /// <summary>Of the whole address; in the key, in octets of UTF-8.</summary>
    public const int MaxLength = 254;

    private EmailAddress(string value, string key) => (Value, Key) = (value, key);

    /// <summary>As written, trimmed.</summary>
    public string Value { get; }

    /// <summary>What two spellings of the same address have in common. The domain in it is lower-case ASCII.</summary>
    public string Key { get; }

    /// <summary>Lower-case ASCII, an international name as its <c>xn--</c> form.</summary>
    public string Domain => Key[(Key.LastIndexOf('@') + 1)..];

    /// <summary>What is before the @, case-folded.</summary>
    public string LocalPart => Key[..Key.LastIndexOf('@')];

    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        if (text is null || CleanText.Trim(text) is not { Length: <= MaxLength } value)
        {
            return false;
        }

        var at = value.LastIndexOf('@');
        if (
            at <= 0
            || MailLocalPart.Fold(value[..at]) is not { } local
            || MailDomain.ToAscii(value[(at + 1)..]) is not { } domain
        )
        {
            return false;
        }

        var key = $"{local}@{domain}";
        if (Encoding.UTF8.GetByteCount(key) > MaxLength)
        {
            return false;
        }

        address = new EmailAddress(value, key);
        return true;
    }

    /// <exception cref="DomainException">It is no e-mail address.</exception>
    public static EmailAddress Parse(string text) =>
        TryParse(text, out var address)
            ? address
            : throw new DomainException("Enter an e-mail address in the form name@example.com");

    /// <summary>Two spellings of one address are equal.</summary>
    public bool Equals(EmailAddress? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;
}
