namespace LeadGen.Domain.Offers;

/// <summary>What a form must keep to: it asks for the e-mail address, knows its fields, and names each once.</summary>
public static class FormRules
{
    /// <summary>What is wrong with it and what to do, or null.</summary>
    public static string? Check(IReadOnlyList<FormField> form)
    {
        if (form.Count > OfferRules.FieldsMax)
        {
            return $"Ask for {OfferRules.FieldsMax} fields or fewer";
        }

        if (!form.Any(field => field.Key == LeadFields.Email && field.Required))
        {
            return "Ask for the e-mail address and make it required: a lead is known by it";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return form.Select(field => seen.Add(field.Key) ? Check(field) : $"Ask for {field.Key} only once")
            .FirstOrDefault(message => message is not null);
    }

    private static string? Check(FormField field)
    {
        var custom = CustomField.From(field);
        if (custom is null ? LeadFields.Find(field.Key) is null : !CustomField.IsKey(custom.Key))
        {
            return $"Remove {Shown(field.Key)} or define it as a custom field";
        }

        if (field.Label?.Length > FormField.LabelMaxLength || field.Help?.Length > FormField.HelpMaxLength)
        {
            return $"Shorten the label or the help text of {field.Key}";
        }

        if (custom is { Type: CustomFieldType.Select } && field.Options is not { Count: > 0 })
        {
            return $"Add the choices of {field.Key}";
        }

        return field.Options is { Count: > FormField.OptionsMax }
            ? $"Give {field.Key} {FormField.OptionsMax} choices or fewer"
            : null;
    }

    private static string Shown(string key) => key.Length <= LeadFieldKeyShown ? key : key[..LeadFieldKeyShown] + "…";

    private const int LeadFieldKeyShown = 60;
}
