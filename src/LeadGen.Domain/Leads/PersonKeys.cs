using System.Globalization;
using System.Text;
using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Leads;

/// <summary>What two leads of one person often have in common. The greater the surer.</summary>
public enum PersonKeyKind
{
    /// <summary>The same last name at the same business mail domain, and first names that may be one.</summary>
    NameAtDomain,

    /// <summary>The same name at the same company.</summary>
    NameAtCompany,

    /// <summary>The same phone number.</summary>
    Phone,

    /// <summary>Addresses that lead into one mailbox.</summary>
    Mailbox,
}

/// <summary>
/// Keys by which leads that may be one person find each other, each by an index and none by comparing all with all. They suggest;
/// only the e-mail address makes two submissions one lead.
/// </summary>
public static class PersonKeys
{
    public const int ValueMaxLength = 254;

    private const int PhoneDigits = 9;
    private const int PhoneDigitsMin = 7;

    /// <summary>Providers that deliver an address with and without dots into one mailbox.</summary>
    private static readonly string[] DotsIgnored = ["gmail.com", "googlemail.com"];

    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "ab",
        "ag",
        "aps",
        "as",
        "bv",
        "co",
        "company",
        "corp",
        "corporation",
        "gmbh",
        "inc",
        "incorporated",
        "kg",
        "limited",
        "llc",
        "llp",
        "ltd",
        "nv",
        "oy",
        "plc",
        "sa",
        "sarl",
        "sas",
        "se",
        "spa",
        "srl",
        "the",
    };

    public static IReadOnlyDictionary<PersonKeyKind, string> Of(Lead lead)
    {
        var keys = new Dictionary<PersonKeyKind, string>();
        var (first, last) = (Folded(lead["first_name"]), Folded(lead["last_name"]));
        var email = EmailAddress.TryParse(lead.Email, out var address) ? address : null;
        if (last.Length > 1 && email is not null && EmailKinds.BusinessDomain(email) is { } domain)
        {
            Add(PersonKeyKind.NameAtDomain, $"{last}|{domain}");
        }

        if (first.Length > 0 && last.Length > 1 && Company(lead["company"]) is { Length: > 0 } company)
        {
            Add(PersonKeyKind.NameAtCompany, $"{first}|{last}|{company}");
        }

        if (Phone(lead["phone"]) is { } phone)
        {
            Add(PersonKeyKind.Phone, phone);
        }

        // Nearly every address is its own mailbox, and is found by itself.
        if (email is not null && Mailbox(email) is var mailbox && mailbox != email.Key)
        {
            Add(PersonKeyKind.Mailbox, mailbox);
        }

        return keys;

        void Add(PersonKeyKind kind, string value)
        {
            if (value.Length <= ValueMaxLength)
            {
                keys[kind] = value;
            }
        }
    }

    /// <summary>The address without what its provider takes no notice of: what follows a plus and, at some, dots.</summary>
    public static string Mailbox(EmailAddress address)
    {
        var (local, domain) = (address.LocalPart, address.Domain);
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        local = plus > 0 ? local[..plus] : local;
        if (DotsIgnored.Contains(domain))
        {
            (local, domain) = (local.Replace(".", "", StringComparison.Ordinal), DotsIgnored[0]);
        }

        return $"{local}@{domain}";
    }

    /// <summary>May these be first names of one person: equal, one the beginning of the other, an initial, or a letter apart? What is missing may be any.</summary>
    public static bool MayBeOne(string? oneName, string? otherName)
    {
        var (one, other) = (Folded(oneName), Folded(otherName));
        return one.StartsWith(other, StringComparison.Ordinal)
            || other.StartsWith(one, StringComparison.Ordinal)
            || IsALetterApart(one, other);
    }

    /// <summary>The last digits, since the way into a country and out of a house is written in many ways; null where they are too few to tell anybody.</summary>
    private static string? Phone(string? text)
    {
        var digits = new string([.. (text ?? "").Where(char.IsAsciiDigit)]).TrimStart('0');
        return digits.Length >= PhoneDigitsMin && digits.Distinct().Count() > 2
            ? digits[Math.Max(0, digits.Length - PhoneDigits)..]
            : null;
    }

    private static string Company(string? text)
    {
        var words = Words(text);
        var rest = words.Where(word => !LegalForms.Contains(word)).ToList();
        return string.Join(' ', rest.Count > 0 ? rest : words);
    }

    /// <summary>In lower case, without accents, dots and dashes.</summary>
    private static string Folded(string? text) => string.Concat(Words(text));

    private static List<string> Words(string? text)
    {
        var plain = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark || c is '.' or '\'' or '’')
            {
                continue;
            }

            plain.Append(char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? char.ToLowerInvariant(c) : ' ');
        }

        return [.. plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static bool IsALetterApart(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 1 || Math.Min(one.Length, other.Length) < 3)
        {
            return false;
        }

        var (start, end) = (0, 0);
        while (start < one.Length && start < other.Length && one[start] == other[start])
        {
            start++;
        }

        while (end < one.Length - start && end < other.Length - start && one[^(end + 1)] == other[^(end + 1)])
        {
            end++;
        }

        return one.Length - start - end <= 1 && other.Length - start - end <= 1;
    }
}
