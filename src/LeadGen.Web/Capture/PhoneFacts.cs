using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using PhoneNumbers;

namespace LeadGen.Web.Capture;

/// <summary>
/// Phone numbers in one form, so that the same number is the same text: <c>+4930123456</c>. What is no valid number is kept as it was
/// typed; nobody is refused for it.
/// </summary>
public static class PhoneFacts
{
    /// <summary>The answers with each phone number as E.164, read by the country that was answered where it has no code of its own.</summary>
    /// <param name="form">Of whose own fields some may ask for phone numbers.</param>
    public static Answers Normalise(Answers answers, IReadOnlyList<FormField> form) =>
        Normalise(answers, form.Select(CustomField.From).OfType<CustomField>());

    /// <param name="own">The company's own fields.</param>
    public static Answers Normalise(Answers answers, IEnumerable<CustomField> own)
    {
        var facts = own.Where(field => field.Type == CustomFieldType.Phone)
            .Select(field => field.Fact)
            .Prepend(LeadFields.Phone)
            .Where(answers.Facts.ContainsKey)
            .Distinct()
            .ToList();
        if (facts.Count == 0)
        {
            return answers;
        }

        var region = answers.Facts.GetValueOrDefault(LeadFields.Country);
        var normal = new Dictionary<string, string>(answers.Facts, StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            normal[fact] = E164(normal[fact], region);
        }

        return answers with
        {
            Facts = normal,
        };
    }

    /// <param name="region">ISO 3166 alpha-2; null where it is not known.</param>
    public static string E164(string text, string? region)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var number = numbers.Parse(text, region);
            // An extension has no place in E.164, and who has one is not reached without it.
            return numbers.IsValidNumber(number) && !number.HasExtension
                ? numbers.Format(number, PhoneNumberFormat.E164)
                : text;
        }
        catch (NumberParseException)
        {
            return text;
        }
    }
}
