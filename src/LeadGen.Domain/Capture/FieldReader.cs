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
    private const int CustomTextMaxLength = 1000;
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
            CustomTextMaxLength,
            field.Label,
            keepLines: field.Type == CustomFieldType.Text
        );
        return cleaning is not { Error: null, Clean.Length: > 0 } ? cleaning : Typed(field, cleaning.Clean);
    }

    /// <summary>How to begin the message where a required field is empty.</summary>
    public static string Ask(FormField field)
    {
        var control = field.Control ?? LeadFields.Find(field.Key)?.Control ?? FieldControl.Text;
        return control switch
        {
            FieldControl.NumberBand or FieldControl.Select or FieldControl.Country or FieldControl.Radio =>
                "Choose an answer",
            FieldControl.Checkbox => "Tick the box",
            FieldControl.Text
            or FieldControl.Email
            or FieldControl.Tel
            or FieldControl.Url
            or FieldControl.Number
            or FieldControl.Textarea => "Fill in",
        };
    }

    private static FieldReading Typed(LeadField field, string label, string text) =>
        field.Value switch
        {
            FieldValue.Text or FieldValue.Lines or FieldValue.Email => FieldReading.Right(text),
            FieldValue.Website => WebAddress.Read(text, field.MaxLength),
            FieldValue.WholeNumber => WholeNumber.Read(text, label, 0, field.Max),
            FieldValue.Country => Countries.IsCode(text.ToUpperInvariant())
                ? FieldReading.Right(text.ToUpperInvariant())
                : FieldReading.Wrong("Choose a country from the list, or give its two-letter code such as DE"),
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
            CustomFieldType.Text => FieldReading.Right(text),
            CustomFieldType.Number => WholeNumber.Read(text, field.Label, -CustomNumberMax, CustomNumberMax),
            CustomFieldType.Select => Choice(field.Options ?? [], text, $"Choose one of the answers to: {field.Label}"),
            CustomFieldType.YesNo => YesNo.Read(text, field.Label),
        };

    private static FieldReading Choice(IReadOnlyList<FieldOption> options, string text, string message) =>
        options.FirstOrDefault(option => option.Value.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } option
            ? FieldReading.Right(option.Value)
            : FieldReading.Wrong(message);
}
