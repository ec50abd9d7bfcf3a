using System.Text.RegularExpressions;

namespace LeadGen.Domain.Offers;

public enum CustomFieldType
{
    Text,
    Number,
    Select,
    YesNo,
    LongText,
    Email,
    Phone,
    Url,
    MultiSelect,
    Country,
    Date,
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

    /// <summary>The definition that a form's own <c>custom.KEY</c> field makes, or null where it is another.</summary>
    public static CustomField? From(FormField field) => Own(field, Prefix);

    /// <summary>How the answer to a question of a quiz is read, or null where the field is none.</summary>
    internal static CustomField? Question(FormField field) => Own(field, Quiz.Prefix);

    private static CustomField? Own(FormField field, string prefix)
    {
        if (!field.Key.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = field.Key[prefix.Length..];
        return new CustomField(key, field.Label ?? key.Replace('_', ' '), TypeOf(field.ShownAs()), field.Options);
    }

    private static CustomFieldType TypeOf(FieldControl control) =>
        control switch
        {
            FieldControl.Text => CustomFieldType.Text,
            FieldControl.Textarea => CustomFieldType.LongText,
            FieldControl.Number or FieldControl.NumberBand => CustomFieldType.Number,
            FieldControl.Select or FieldControl.Radio => CustomFieldType.Select,
            FieldControl.MultiSelect => CustomFieldType.MultiSelect,
            FieldControl.Checkbox or FieldControl.YesNo => CustomFieldType.YesNo,
            FieldControl.Email => CustomFieldType.Email,
            FieldControl.Tel => CustomFieldType.Phone,
            FieldControl.Url => CustomFieldType.Url,
            FieldControl.Country => CustomFieldType.Country,
            FieldControl.Date => CustomFieldType.Date,
        };

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z")]
    private static partial Regex KeyPattern();
}
