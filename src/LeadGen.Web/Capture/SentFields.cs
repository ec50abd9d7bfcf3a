using LeadGen.Domain.Offers;

namespace LeadGen.Web.Capture;

/// <summary>The fields of a posted form that mean something, as they were sent.</summary>
public static class SentFields
{
    /// <summary>Of a field that came more than once the first that says something; of several choices all.</summary>
    public static Dictionary<string, string> Of(Offer offer, PostedForm form)
    {
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in form.Fields)
        {
            var field = offer.Form.FirstOrDefault(field => IsCalled(field, name));
            if (field is null && LeadFields.Find(name) is null)
            {
                continue;
            }

            if (!sent.TryGetValue(name, out var before) || string.IsNullOrWhiteSpace(before))
            {
                sent[name] = text;
            }
            else if (field?.ShownAs() == FieldControl.MultiSelect)
            {
                sent[name] = before + ManyChoices.Separator + text;
            }
        }

        return sent;
    }

    private static bool IsCalled(FormField field, string name) =>
        field.Key == name || field.Key == CustomField.Prefix + name;
}
