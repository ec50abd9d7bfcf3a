using System.Globalization;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Capture;

/// <summary>One answer: its clean text, empty where nothing was said, or what is wrong with it and what to do.</summary>
internal readonly record struct FieldReading(string? Clean, string? Error)
{
    public static FieldReading Right(string clean) => new(clean, null);

    public static FieldReading Wrong(string message) => new(null, message);
}

/// <summary>Reads the text of one field by what the field asks for.</summary>
internal static class FieldReader
{
    public const string AskForEmail = "Enter an e-mail address in the form name@example.com";

    private const int CustomTextMaxLength = 1000;
    private const int LongTextMaxLength = 2000;
    private const int PhoneMaxLength = 50;
    private const long CustomNumberMax = 1_000_000_000_000_000;

    public static FieldReading Read(LeadField field, string label, string text)
    {
        var cleaning = CleanText.Of(text, field.MaxLength, label, keepLines: field.Value == FieldValue.Lines);
        return cleaning is not { Error: null, Clean.Length: > 0 } ? cleaning : Typed(field, label, cleaning.Clean);
    }

    public static FieldReading Read(CustomField field, string text)
    {
        var cleaning = CleanText.Of(
            text,
            field.Type == CustomFieldType.LongText ? LongTextMaxLength : CustomTextMaxLength,
            field.Label,
            keepLines: field.Type is CustomFieldType.Text or CustomFieldType.LongText
        );
        return cleaning is not { Error: null, Clean.Length: > 0 } ? cleaning : Typed(field, cleaning.Clean);
    }

    /// <summary>How to begin the message where a required field is empty.</summary>
    public static string Ask(FormField field)
    {
        return field.ShownAs() switch
        {
            FieldControl.NumberBand or FieldControl.Select or FieldControl.Country or FieldControl.Radio =>
                "Choose an answer",
            FieldControl.MultiSelect => "Choose one or more answers",
            FieldControl.YesNo => "Answer yes or no",
            FieldControl.Checkbox => "Tick the box",
            FieldControl.Date => "Give a date",
            FieldControl.Text
            or FieldControl.Email
            or FieldControl.Tel
            or FieldControl.Url
            or FieldControl.Number
            or FieldControl.Textarea => "Fill in",
        };
    }

    /// <summary>The answers to a question of which several choices may be taken, each text with one or with several.</summary>
    public static FieldReading ReadMany(CustomField field, IEnumerable<string> texts)
    {
        var chosen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
        {
            chosen.UnionWith(ManyChoices.Split(text).Select(CleanText.Trim).Where(one => one.Length > 0));
        }

        var options = (field.Options ?? []).Where(option => chosen.Remove(option.Value)).ToList();
        return chosen.Count == 0
            ? FieldReading.Right(ManyChoices.Join(options.Select(option => option.Value)))
            : FieldReading.Wrong($"Choose among the answers to: {field.Label}");
    }

    private static FieldReading Typed(LeadField field, string label, string text) =>
        field.Value switch
        {
            FieldValue.Text or FieldValue.Lines or FieldValue.Email => FieldReading.Right(text),
            FieldValue.Website => WebAddress.Read(text, field.MaxLength),
            FieldValue.WholeNumber => WholeNumber.Read(text, label, 0, field.Max),
            FieldValue.Country => Country(text),
            FieldValue.NextStep => Choice(
                field.Options,
                text,
                "Choose what you would like next: content, contact or question"
            ),
            FieldValue.YesNo => YesNo.Read(text, label),
        };

    private static FieldReading Typed(CustomField field, string text) =>
        field.Type switch
        {
            CustomFieldType.Text or CustomFieldType.LongText => FieldReading.Right(text),
            CustomFieldType.Phone => text.Length <= PhoneMaxLength
                ? FieldReading.Right(text)
                : FieldReading.Wrong($"Shorten to {PhoneMaxLength} characters or fewer: {field.Label}"),
            CustomFieldType.Number => DecimalNumber.Read(text, field.Label, -CustomNumberMax, CustomNumberMax),
            CustomFieldType.Select => Choice(field.Options ?? [], text, $"Choose one of the answers to: {field.Label}"),
            CustomFieldType.MultiSelect => ReadMany(field, [text]),
            CustomFieldType.YesNo => YesNo.Read(text, field.Label),
            CustomFieldType.Email => EmailAddress.TryParse(text, out var email)
                ? FieldReading.Right(email.Value)
                : FieldReading.Wrong(AskForEmail),
            CustomFieldType.Url => WebAddress.Read(text, CustomTextMaxLength),
            CustomFieldType.Country => Country(text),
            CustomFieldType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, 0, out _)
                ? FieldReading.Right(text)
                : FieldReading.Wrong($"Give a date in the form 2026-12-31: {field.Label}"),
        };

    private static FieldReading Country(string text) =>
        Countries.IsCode(text.ToUpperInvariant())
            ? FieldReading.Right(text.ToUpperInvariant())
            : FieldReading.Wrong("Choose a country from the list, or give its two-letter code such as DE");

    private static FieldReading Choice(IReadOnlyList<FieldOption> options, string text, string message) =>
        options.FirstOrDefault(option => option.Value.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } option
            ? FieldReading.Right(option.Value)
            : FieldReading.Wrong(message);
}
