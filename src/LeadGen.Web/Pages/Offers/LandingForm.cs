using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LeadGen.Web.Pages.Offers;

/// <summary>One field of a form as the tag helper wants it.</summary>
/// <param name="If">The conditions under which it is shown, by the names that form.css knows.</param>
/// <param name="Given">Those that hold once something is written in it.</param>
/// <param name="On">Those that hold while its box is ticked.</param>
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
    string? If = null,
    string? Given = null,
    string? On = null
);

/// <summary>The fields of a form, or of one step of it, in their order.</summary>
public sealed class LandingForm
{
    private const int CustomMaxLength = 1000;
    private const int LongMaxLength = 2000;

    private readonly Offer _offer;
    private readonly FormConditions _conditions;
    private readonly string _consent;
    private readonly EmailHint? _hint;
    private readonly bool? _waits;

    private LandingForm(Offer offer, FormStep step, string consent, EmailHint? hint, bool? waits)
    {
        _waits = waits;
        (_offer, _conditions, _consent, _hint) = (offer, new FormConditions(step.Fields), consent, hint);
        (Number, Steps) = (step.Number, step.Count);
        Fields = [.. step.Fields.Select(FieldOf)];
    }

    /// <summary>Of the step, from 1.</summary>
    public int Number { get; }

    /// <summary>How many steps there are.</summary>
    public int Steps { get; }

    public IReadOnlyList<LandingField> Fields { get; }

    /// <summary>Does a field depend on another one of the page? Then form.css shows and hides it.</summary>
    public bool HasConditions => Fields.Any(one => one.If is not null);

    /// <param name="consent">The words beside the box for mail.</param>
    /// <param name="typed">What was sent, where the form is shown again: an address that looks mistyped is asked about, and no more.</param>
    /// <param name="waits">Is none left of what is limited? Null where it is not known.</param>
    public static LandingForm Of(
        Offer offer,
        FormStep step,
        string consent,
        ModelStateDictionary typed,
        bool? waits = false
    ) =>
        new(
            offer,
            step,
            consent,
            EmailAddress.TryParse(typed[LeadFields.Email]?.AttemptedValue, out var email) ? EmailHint.For(email) : null,
            waits
        );

    /// <summary>The fields row by row: first and last name share one where the screen is wide enough.</summary>
    public IReadOnlyList<IReadOnlyList<LandingField>> Rows()
    {
        var rows = new List<List<LandingField>>();
        foreach (var field in Fields)
        {
            if (
                field is { Name: LeadFields.LastName, If: null }
                && rows is [.., [{ Name: LeadFields.FirstName, If: null }]]
            )
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

    private LandingField FieldOf(FormField field)
    {
        var known = LeadFields.Find(field.Key);
        var control = field.ShownAs();
        return new LandingField(
            field.Key,
            LabelOf(field),
            TypeOf(control),
            field.Key == LeadFields.Email && _hint is not null ? $"{field.Help} {_hint.Text}".Trim() : field.Help,
            IsOptional(field),
            known?.MaxLength ?? (control == FieldControl.Textarea ? LongMaxLength : CustomMaxLength),
            known is null ? AutocompleteOf(control) : known.Autocomplete,
            known is null ? InputModeOf(control) : known.InputMode,
            ChoicesOf(field, control),
            known?.Suggestions ?? [],
            field.Key == LeadFields.NextStep ? Terms.Of(NextStep.Content) : null,
            _conditions.ShownBy(field),
            _conditions.GivenBy(field),
            control == FieldControl.Checkbox ? _conditions.TurnedOnBy(field, "true") : null
        );
    }

    private string LabelOf(FormField field) =>
        field.Key == LeadFields.ConsentMarketing
            ? _consent
            : field.Label
                ?? LeadFields.Find(field.Key)?.Label
                ?? field.Key[(field.Key.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', ' ');

    private static bool IsOptional(FormField field) =>
        !field.Required
        && field.Key is not (LeadFields.NextStep or LeadFields.ConsentMarketing)
        // Whoever sees the field of the question has one.
        && field is not { Key: LeadFields.Message, When.Field: LeadFields.NextStep };

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
            FieldControl.Radio or FieldControl.YesNo => "radio",
            FieldControl.Checkbox => "checkbox",
            FieldControl.MultiSelect => "checkboxes",
            FieldControl.Date => "date",
        };

    // Only one field of a form is the person's own address; the others are somebody else's, or the browser can't know.
    private static string? AutocompleteOf(FieldControl control) =>
        control switch
        {
            FieldControl.Email or FieldControl.Tel or FieldControl.Url => "off",
            _ => null,
        };

    private static string? InputModeOf(FieldControl control) =>
        control switch
        {
            FieldControl.Email => "email",
            FieldControl.Tel => "tel",
            FieldControl.Url => "url",
            FieldControl.Number => "decimal",
            _ => null,
        };

    private Choice[] ChoicesOf(FormField field, FieldControl control)
    {
        if (control == FieldControl.Checkbox)
        {
            return [];
        }

        var choices = field
            .Choices()
            .Select(option => new Choice(option.Value, option.Label, GateWords.HintOf(_offer, field, option, _waits))
            {
                On = _conditions.TurnedOnBy(field, option.Value),
            });
        return control switch
        {
            FieldControl.Country => [new Choice("", "Choose a country"), .. choices],
            FieldControl.NumberBand or FieldControl.Select => [new Choice("", "Choose one"), .. choices],
            _ => [.. choices],
        };
    }
}
