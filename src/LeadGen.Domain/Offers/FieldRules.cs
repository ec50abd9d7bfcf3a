namespace LeadGen.Domain.Offers;

/// <summary>What one field of a form must keep to by itself.</summary>
internal static class FieldRules
{
    /// <summary>All values of a field of several choices, with what stands between them, are one fact.</summary>
    private const int AllValuesMaxLength = 1000;

    private static readonly FieldControl[] Chosen =
    [
        FieldControl.Select,
        FieldControl.Radio,
        FieldControl.MultiSelect,
        FieldControl.NumberBand,
    ];

    public static IEnumerable<FormProblem> Problems(OfferKind kind, FormField field)
    {
        var isOwn = LeadFields.Find(field.Key) is null;
        if (isOwn && KeyProblem(kind, field) is { } key)
        {
            yield return new(field.Key, "key", key);
        }

        if (Text(field.Label, FormField.LabelMaxLength) is { } label)
        {
            yield return new(field.Key, "label", label);
        }

        if (Text(field.Help, FormField.HelpMaxLength) is { } help)
        {
            yield return new(field.Key, "help", help);
        }

        if (OptionsProblem(field, isOwn) is { } options)
        {
            yield return new(field.Key, "options", options);
        }

        if (field.Key == LeadFields.Email && field.When is not null)
        {
            yield return new(field.Key, "when", "Ask for the e-mail address always");
        }

        if (field.Later && (field.Required || !LeadFields.IsFact(field.Key) || field.Key == LeadFields.Email))
        {
            yield return new(field.Key, "later", "Only an optional fact can be asked later");
        }
    }

    private static string? KeyProblem(OfferKind kind, FormField field)
    {
        if (Quiz.IsQuestion(field.Key) && CustomField.IsKey(field.Key[Quiz.Prefix.Length..]))
        {
            return kind != OfferKind.Quiz ? "Only a quiz has questions of a quiz"
                : field.ShownAs() is FieldControl.Select or FieldControl.Radio or FieldControl.MultiSelect ? null
                : "Let the question be answered by one choice or by several";
        }

        return CustomField.From(field) is { } custom && CustomField.IsKey(custom.Key)
            ? null
            : "Use lower-case letters, digits and underscores, or remove it";
    }

    private static string? Text(string? text, int maxLength) =>
        text is null ? null
        : text.Length > maxLength ? $"Shorten it to {maxLength} characters or fewer"
        : text.Contains('\0', StringComparison.Ordinal) ? "Remove the unreadable character"
        : null;

    private static string? OptionsProblem(FormField field, bool isOwn)
    {
        var options = field.Options ?? [];
        if (isOwn && options.Count == 0 && Chosen.Contains(field.ShownAs()))
        {
            return "Add the choices";
        }

        if (options.Count > FormField.OptionsMax)
        {
            return $"Give {FormField.OptionsMax} choices or fewer";
        }

        if (
            options.Any(option =>
                option.Value.Length is 0 or > FieldOption.ValueMaxLength
                || option.Label.Length is 0 or > FieldOption.LabelMaxLength
            )
        )
        {
            return $"Give each choice a value of up to {FieldOption.ValueMaxLength} and a text of up to {FieldOption.LabelMaxLength} characters";
        }

        if (options.DistinctBy(option => option.Value.ToUpperInvariant()).Count() < options.Count)
        {
            return "Give each choice a value of its own";
        }

        return field.ShownAs() == FieldControl.MultiSelect ? ManyProblem(options) : null;
    }

    private static string? ManyProblem(IReadOnlyList<FieldOption> options) =>
        options.Any(option => option.Value.Contains(ManyChoices.Separator, StringComparison.Ordinal))
            ? "Leave commas out of the values: “crm | CRM, or the like” has the value crm"
        : ManyChoices.Join(options.Select(option => option.Value)).Length > AllValuesMaxLength
            ? "Shorten the values of the choices: “crm | Customer relations” has the value crm"
        : null;
}
