using System.Text.RegularExpressions;

namespace LeadGen.Domain.Offers;

/// <summary>
/// The words of the mail that brings an offer, with names in double braces that are filled in for each reader:
/// <c>{{first_name}}</c>, or <c>{{first_name|there}}</c> with what stands there where it is not known. The links follow below them.
/// </summary>
public sealed partial record MailWords(string Subject, string Text)
{
    public const int SubjectMaxLength = 150;
    public const int TextMaxLength = 4000;

    /// <summary>What can be filled in. Nothing else of a person goes into a mail.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "first_name",
        "last_name",
        "company",
        "title",
        "code",
        "date",
        "place",
    ];

    /// <summary>The first name in the text that can't be filled in, or null.</summary>
    public static string? Unknown(string text)
    {
        var rest = Placeholder().Replace(text, match => Names.Contains(match.Groups["name"].Value) ? "" : match.Value);
        var at = rest.IndexOf("{{", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var end = rest.IndexOf("}}", at, StringComparison.Ordinal);
        return end < 0 || end - at > ShownMax ? "{{" : rest[at..(end + 2)];
    }

    /// <param name="values">By the names of <see cref="Names"/>; what is filled in is never read as a name again.</param>
    public static string Fill(string text, IReadOnlyDictionary<string, string?> values) =>
        Placeholder()
            .Replace(
                text,
                match =>
                    values.GetValueOrDefault(match.Groups["name"].Value) is { Length: > 0 } value
                        ? value
                        : match.Groups["else"].Value.Trim()
            );

    private const int ShownMax = 60;

    [GeneratedRegex(@"\{\{\s*(?<name>[a-z_]+)\s*(\|(?<else>[^{}]*))?\}\}")]
    private static partial Regex Placeholder();
}
