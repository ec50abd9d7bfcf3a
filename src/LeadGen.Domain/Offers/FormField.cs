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

    /// <summary>Boxes of which several may be ticked.</summary>
    MultiSelect,

    /// <summary>Yes and no beside each other; unlike a box that is left alone, "no" is an answer.</summary>
    YesNo,
    Date,
}

/// <summary>One choice: what is posted and what is read.</summary>
public sealed record FieldOption(string Value, string Label)
{
    public const int ValueMaxLength = 100;
    public const int LabelMaxLength = 200;

    /// <summary>In a quiz: what the choice adds to the result. It is no score of the lead.</summary>
    public int? Points { get; init; }
}

/// <summary>A field as one form shows it. What is null is taken from <see cref="LeadFields"/>.</summary>
/// <param name="Key">One of <see cref="LeadFields"/>, <c>custom.KEY</c>, or in a quiz <c>quiz.KEY</c>.</param>
/// <param name="Options">The choices; for a field of the company's own these are the only answers taken.</param>
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

    /// <summary>Null: always shown.</summary>
    public FieldCondition? When { get; init; }

    /// <summary>Does a new step of the form begin with it?</summary>
    public bool NewStep { get; init; }

    /// <summary>Asked again of a visitor who has answered it before. Otherwise a fact that is known is left out.</summary>
    public bool AskAgain { get; init; }

    /// <summary>Asked only of a visitor of whom others are known already, in their place.</summary>
    public bool Later { get; init; }

    /// <summary>The control it is asked with.</summary>
    public FieldControl ShownAs() =>
        Control
        ?? LeadFields.Find(Key)?.Control
        ?? (Options is { Count: > 0 } ? FieldControl.Select : FieldControl.Text);

    /// <summary>The choices it offers, those of <see cref="LeadFields"/> where it has none of its own.</summary>
    public IReadOnlyList<FieldOption> Choices() =>
        ShownAs() switch
        {
            FieldControl.Country => Countries.All,
            FieldControl.YesNo => YesAndNo,
            FieldControl.Checkbox => Ticked,
            FieldControl.Text
            or FieldControl.Email
            or FieldControl.Tel
            or FieldControl.Url
            or FieldControl.Number
            or FieldControl.NumberBand
            or FieldControl.Select
            or FieldControl.Textarea
            or FieldControl.Radio
            or FieldControl.MultiSelect
            or FieldControl.Date => Options ?? LeadFields.Find(Key)?.Options ?? [],
        };

    private static readonly IReadOnlyList<FieldOption> YesAndNo = [new("true", "Yes"), new("false", "No")];
    private static readonly IReadOnlyList<FieldOption> Ticked = [new("true", "Ticked")];
}
