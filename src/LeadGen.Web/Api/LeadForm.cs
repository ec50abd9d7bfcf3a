using System.Text.Json;
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
        var posted = Posted(form, custom).ToList();
        var reading = FormReader.Read(null, posted, custom);
        form.Add(reading.Errors);
        var channel = form.Term<Channel>("channel") ?? Channel.Api;
        var source = SourceOf(form);
        var overwrite = form.Flag("overwrite");
        if (form.Errors.Count > 0 || reading.Answers is null)
        {
            return null;
        }

        var answers = PhoneFacts.Normalise(reading.Answers, custom);

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

    private static IEnumerable<KeyValuePair<string, string?>> Posted(JsonForm form, IReadOnlyList<CustomField> custom)
    {
        foreach (var field in LeadFields.All)
        {
            yield return new(field.Key, form.Scalar(field.Key));
        }

        foreach (var member in form.Members(Custom).Where(member => CustomField.IsKey(member.Name)))
        {
            var key = CustomField.Prefix + member.Name;
            var isMany = custom.Any(field => field.Fact == key && field.Type == CustomFieldType.MultiSelect);
            foreach (var value in isMany ? EachOf(member.Value) : [member.Value])
            {
                if (value.ValueKind != JsonValueKind.Null)
                {
                    yield return new(key, form.Scalar(key, value));
                }
            }
        }
    }

    /// <summary>Several choices come as a list; one may come alone.</summary>
    private static JsonElement[] EachOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
}
