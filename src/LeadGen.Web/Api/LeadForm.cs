using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;

namespace LeadGen.Web.Api;

/// <summary>Reads the body of <c>POST /leads</c>: the form's own fields by the form's own rules, and what only other systems tell.</summary>
internal static class LeadForm
{
    public const string Custom = "custom";

    /// <summary>Null where the form holds errors.</summary>
    /// <param name="custom">The custom fields that are defined; others are ignored.</param>
    public static EnteredLead? Read(JsonForm form, IReadOnlyList<CustomField> custom, string? actor)
    {
        var posted = Posted(form).ToList();
        var reading = FormReader.Read(null, posted, custom);
        form.Add(reading.Errors);
        var channel = form.Term<Channel>("channel") ?? Channel.Api;
        var source = SourceOf(form);
        var overwrite = form.Flag("overwrite");
        if (form.Errors.Count > 0 || reading.Answers is not { } answers)
        {
            return null;
        }

        return new EnteredLead(
            answers.Email,
            answers.Facts.ToDictionary(fact => fact.Key, fact => (string?)fact.Value),
            FactOrigin.Api,
            channel,
            actor,
            overwrite,
            source,
            answers.NextStep,
            answers.Message,
            answers.ConsentMarketing
        );
    }

    public static Source? SourceOf(JsonForm form) =>
        Source.From(
            form.Text("source", Source.PartMaxLength),
            form.Text("medium", Source.PartMaxLength),
            form.Text("campaign", Source.PartMaxLength),
            form.Text("referrer", Source.ReferrerMaxLength)
        );

    private static IEnumerable<KeyValuePair<string, string?>> Posted(JsonForm form)
    {
        foreach (var field in LeadFields.All)
        {
            yield return new(field.Key, form.Scalar(field.Key));
        }

        foreach (var member in form.Members(Custom))
        {
            var key = CustomField.Prefix + member.Name;
            if (member.Value.ValueKind != System.Text.Json.JsonValueKind.Null && CustomField.IsKey(member.Name))
            {
                yield return new(key, form.Scalar(key, member.Value));
            }
        }
    }
}
