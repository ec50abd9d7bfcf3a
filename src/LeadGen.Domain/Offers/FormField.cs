namespace LeadGen.Domain.Offers;

public enum FieldControl
{
    Text,
    Email,
    Tel,
    Url,
    Number,

    /// <summary>A select of bands; each posts a number that lies inside it.</summary>
    NumberBand,
    Select,
    Country,
    Textarea,
    Radio,
    Checkbox,
}

/// <summary>One choice: what is posted and what is read.</summary>
public sealed record FieldOption(string Value, string Label);

/// <summary>A field as one form shows it. What is null is taken from <see cref="LeadFields"/>.</summary>
/// <param name="Key">One of <see cref="LeadFields"/>, or <c>custom.KEY</c>.</param>
/// <param name="Options">The choices; for a custom field these are the only answers taken.</param>
public sealed record FormField(
    string Key,
    bool Required,
    string? Label = null,
    string? Help = null,
    IReadOnlyList<FieldOption>? Options = null,
    FieldControl? Control = null
)
{
    public const int LabelMaxLength = 200;
    public const int HelpMaxLength = 500;
    public const int OptionsMax = 300;
}
