using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>Fields of forms as marketers read them.</summary>
public static class FormWords
{
    public const string Own = "custom.";
    public const string Question = "quiz.";

    public static IReadOnlyList<Choice> Controls { get; } =
    [.. Enum.GetValues<FieldControl>().Where(IsForOwn).Select(control => new Choice(Terms.Of(control), Name(control)))];

    public static IReadOnlyList<Choice> QuestionControls { get; } =
    [
        new(Terms.Of(FieldControl.Radio), "One choice"),
        new(Terms.Of(FieldControl.MultiSelect), Name(FieldControl.MultiSelect)),
    ];

    public static IReadOnlyList<Choice> Intents { get; } =
    [
        new(Terms.Of(FormIntent.Content), "They want the content", "By itself that hands nobody to sales"),
        new(Terms.Of(FormIntent.Trial), "They want to try it", "By itself that hands nobody to sales"),
        new(Terms.Of(FormIntent.Inquiry), "They want to talk to sales", "Everybody is handed to sales"),
        new(Terms.Of(FormIntent.Demo), "They want to see it", "Everybody is handed to sales"),
        new(Terms.Of(FormIntent.Quote), "They want a price", "Everybody is handed to sales"),
    ];

    public static string Label(FormField field) =>
        field.Label
        ?? LeadFields.Find(field.Key)?.Label
        ?? field.Key[(field.Key.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', ' ');

    /// <summary>What is particular about it, in a line: "One choice, required, only if Role is buyer".</summary>
    public static string Line(FormField field, IReadOnlyList<FormField> form)
    {
        var parts = new List<string> { Name(field.ShownAs()), field.Required ? "required" : "optional" };
        if (field.When is { } when)
        {
            var other = form.FirstOrDefault(one => one.Key == when.Field);
            var name = other is null ? when.Field : Label(other);
            parts.Add(
                when.Values is { Count: > 0 } values
                    ? $"only if “{name}” is {string.Join(" or ", values)}"
                    : $"only if “{name}” is answered"
            );
        }

        if (field.Later)
        {
            parts.Add("asked later");
        }

        if (field.AskAgain)
        {
            parts.Add("asked each time");
        }

        return string.Join(", ", parts);
    }

    public static string Name(FieldControl control) =>
        control switch
        {
            FieldControl.Text => "Text",
            FieldControl.Textarea => "Long text",
            FieldControl.Email => "E-mail address",
            FieldControl.Tel => "Phone number",
            FieldControl.Url => "Web address",
            FieldControl.Number => "Number",
            FieldControl.NumberBand => "Number, by bands",
            FieldControl.Select => "One choice, from a list",
            FieldControl.Radio => "One choice, all in sight",
            FieldControl.MultiSelect => "Several choices",
            FieldControl.YesNo => "Yes or no",
            FieldControl.Checkbox => "A box to tick",
            FieldControl.Country => "Country",
            FieldControl.Date => "Date",
        };

    private static bool IsForOwn(FieldControl control) => control != FieldControl.NumberBand;
}
