using LeadGen.Domain.Offers;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Offers;

/// <summary>One field of a landing page's form, as the tag helper wants it.</summary>
public sealed record LandingField(
    string Name,
    string Label,
    string Type,
    string? Hint,
    bool Optional,
    int MaxLength,
    string? Autocomplete,
    string? InputMode,
    IReadOnlyList<Choice> Choices,
    IReadOnlyList<string> Suggestions,
    string? Value = null,
    string? Class = null
);

/// <summary>The fields of an offer's form in their order. Where the form lets ask a question, there is a field to write it in.</summary>
public static class LandingForm
{
    private const int CustomMaxLength = 1000;

    /// <param name="consent">The words beside the box for mail.</param>
    public static IEnumerable<LandingField> Fields(Offer offer, string consent)
    {
        var asksMessage = offer.Form.Any(field => field.Key == LeadFields.Message);
        foreach (var field in offer.Form)
        {
            yield return FieldOf(field, consent);
            if (field.Key == LeadFields.NextStep && !asksMessage)
            {
                var question = new FormField(LeadFields.Message, Required: true, "Your question");
                yield return FieldOf(question, consent) with
                {
                    Class = "if-question",
                };
            }
        }
    }

    /// <summary>The fields row by row: first and last name share one where the screen is wide enough.</summary>
    public static IReadOnlyList<IReadOnlyList<LandingField>> Rows(Offer offer, string consent)
    {
        var rows = new List<List<LandingField>>();
        foreach (var field in Fields(offer, consent))
        {
            if (field.Name == LeadFields.LastName && rows is [.., [{ Name: LeadFields.FirstName }]])
            {
                rows[^1].Add(field);
            }
            else
            {
                rows.Add([field]);
            }
        }

        return rows;
    }

    private static LandingField FieldOf(FormField field, string consent)
    {
        var known = LeadFields.Find(field.Key);
        var control = ControlOf(field, known);
        return new LandingField(
            field.Key,
            field.Key == LeadFields.ConsentMarketing
                ? consent
                : field.Label ?? known?.Label ?? CustomField.From(field)?.Label ?? field.Key,
            TypeOf(control),
            field.Help,
            !field.Required && field.Key is not (LeadFields.NextStep or LeadFields.ConsentMarketing),
            known?.MaxLength ?? CustomMaxLength,
            known?.Autocomplete,
            known?.InputMode,
            ChoicesOf(field, known, control),
            known?.Suggestions ?? [],
            field.Key == LeadFields.NextStep ? "content" : null
        );
    }

    private static FieldControl ControlOf(FormField field, LeadField? known) =>
        field.Control ?? known?.Control ?? (field.Options is { Count: > 0 } ? FieldControl.Select : FieldControl.Text);

    private static string TypeOf(FieldControl control) =>
        control switch
        {
            FieldControl.Text => "text",
            FieldControl.Email => "email",
            FieldControl.Tel => "tel",
            FieldControl.Url => "url",
            FieldControl.Number => "number",
            FieldControl.NumberBand or FieldControl.Select or FieldControl.Country => "select",
            FieldControl.Textarea => "textarea",
            FieldControl.Radio => "radio",
            FieldControl.Checkbox => "checkbox",
        };

    private static Choice[] ChoicesOf(FormField field, LeadField? known, FieldControl control)
    {
        var options = control == FieldControl.Country ? Countries.All : field.Options ?? known?.Options ?? [];
        var choices = options.Select(option => new Choice(option.Value, option.Label));
        return control switch
        {
            FieldControl.Country => [new Choice("", "Choose a country"), .. choices],
            FieldControl.NumberBand or FieldControl.Select => [new Choice("", "Choose one"), .. choices],
            _ => [.. choices],
        };
    }
}
