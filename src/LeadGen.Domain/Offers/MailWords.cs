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

    private const int FirstNameMaxLength = 30;

    /// <summary>
    /// What can be filled in. Of what was typed into the form it is the first name alone, so that nobody can make us write their words
    /// to others.
    /// </summary>
    public static readonly IReadOnlyList<string> Names = ["first_name", "title", "code", "date", "place"];

    /// <summary>What was typed as a first name, if it can be one: letters, in two words at most. Null for whatever else it is.</summary>
    public static string? FirstName(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= FirstNameMaxLength } name && PlainName().IsMatch(name) ? name : null;

    /// <summary>The first name in the text that can't be filled in, or null.</summary>
    public static string? Unknown(string text) => Unknown(text, Names);

    /// <inheritdoc cref="Unknown(string)"/>
    /// <param name="names">Those that can.</param>
    public static string? Unknown(string text, IReadOnlyList<string> names)
    {
        var rest = Placeholder().Replace(text, match => names.Contains(match.Groups["name"].Value) ? "" : match.Value);
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

    [GeneratedRegex(@"\A[\p{L}\p{M}]+(['’ -][\p{L}\p{M}]+){0,1}\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"\{\{\s*(?<name>[a-z_]+)\s*(\|(?<else>[^{}]*))?\}\}")]
    private static partial Regex Placeholder();
}
