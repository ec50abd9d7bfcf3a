namespace LeadGen.Domain.Offers;

/// <summary>How the answer to a field is read.</summary>
public enum FieldValue
{
    Text,

    /// <summary>Text in which line breaks are kept.</summary>
    Lines,
    Email,
    Website,
    WholeNumber,
    Country,
    NextStep,
    YesNo,
}

/// <summary>A standard field: how it is asked when a form says nothing else, and how its answer is read.</summary>
/// <param name="MaxLength">In UTF-16 units, trimmed.</param>
/// <param name="Autocomplete">The token of the HTML autofill list, null where there is none.</param>
/// <param name="IsFact">Is the answer a fact of the lead? The others belong to the submission alone.</param>
public sealed record LeadField(
    string Key,
    string Label,
    FieldValue Value,
    FieldControl Control,
    int MaxLength,
    string? Autocomplete = null,
    string? InputMode = null,
    bool IsFact = true
)
{
    /// <summary>The choices of a select, the bands of a number; any other number is valid too.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Offered while typing; any other text is valid too.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>The largest whole number taken. The smallest is 0.</summary>
    public long Max { get; init; }
}
