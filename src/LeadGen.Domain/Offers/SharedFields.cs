namespace LeadGen.Domain.Offers;

/// <summary>A field of the company's own that several forms show is one fact: it keeps one type.</summary>
public static class SharedFields
{
    /// <param name="others">The offers of the other forms.</param>
    public static IEnumerable<FormProblem> Problems(IReadOnlyList<FormField> form, IEnumerable<Offer> others)
    {
        var defined = new Dictionary<string, (CustomFieldType Type, string Title)>(StringComparer.Ordinal);
        foreach (var other in others)
        {
            foreach (var field in other.Form.Select(CustomField.From).OfType<CustomField>())
            {
                defined.TryAdd(field.Fact, (field.Type, other.Title));
            }
        }

        foreach (var field in form.Select(CustomField.From).OfType<CustomField>())
        {
            if (defined.TryGetValue(field.Fact, out var there) && there.Type != field.Type)
            {
                yield return new(
                    field.Fact,
                    "control",
                    $"“{there.Title}” asks for {field.Fact} as {Name(there.Type)}. Ask for it so too, or give this field another key"
                );
            }
        }
    }

    private static string Name(CustomFieldType type) =>
        type switch
        {
            CustomFieldType.Text => "a text",
            CustomFieldType.LongText => "a long text",
            CustomFieldType.Number => "a number",
            CustomFieldType.Select => "one choice",
            CustomFieldType.MultiSelect => "several choices",
            CustomFieldType.YesNo => "yes or no",
            CustomFieldType.Email => "an e-mail address",
            CustomFieldType.Phone => "a phone number",
            CustomFieldType.Url => "a web address",
            CustomFieldType.Country => "a country",
            CustomFieldType.Date => "a date",
        };
}
