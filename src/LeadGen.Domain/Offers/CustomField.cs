using System.Text.RegularExpressions;

namespace LeadGen.Domain.Offers;

public enum CustomFieldType
{
    Text,
    Number,
    Select,
    YesNo,
}

/// <summary>A field of the company's own, defined for the whole instance or by the form that shows it. Its answer is the fact <c>custom.KEY</c>.</summary>
/// <param name="Key">Without the prefix: lower-case letters, digits and underscores.</param>
public sealed partial record CustomField(
    string Key,
    string Label,
    CustomFieldType Type,
    IReadOnlyList<FieldOption>? Options = null
)
{
    public const string Prefix = "custom.";
    public const int KeyMaxLength = 50;

    /// <summary>The key of its fact and of its form field.</summary>
    public string Fact => Prefix + Key;

    public static bool IsKey(string? text) => text is { Length: <= KeyMaxLength } && KeyPattern().IsMatch(text);

    /// <summary>The definition that a form's own <c>custom.KEY</c> field makes, or null where it is a standard one.</summary>
    public static CustomField? From(FormField field)
    {
        if (!field.Key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = field.Key[Prefix.Length..];
        return new CustomField(key, field.Label ?? key.Replace('_', ' '), TypeOf(field), field.Options);
    }

    private static CustomFieldType TypeOf(FormField field) =>
        (field.Control ?? (field.Options is { Count: > 0 } ? FieldControl.Select : FieldControl.Text)) switch
        {
            FieldControl.Number or FieldControl.NumberBand => CustomFieldType.Number,
            FieldControl.Select or FieldControl.Radio => CustomFieldType.Select,
            FieldControl.Checkbox => CustomFieldType.YesNo,
            FieldControl.Text
            or FieldControl.Email
            or FieldControl.Tel
            or FieldControl.Url
            or FieldControl.Country
            or FieldControl.Textarea => CustomFieldType.Text,
        };

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z")]
    private static partial Regex KeyPattern();
}
