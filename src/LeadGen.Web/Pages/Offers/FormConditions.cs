using LeadGen.Domain.Offers;

namespace LeadGen.Web.Pages.Offers;

/// <summary>
/// The conditions of the fields on one page, named c1, c2 and so on: form.css hides what names a condition that no answer turns on, so
/// that the page needs no script. A browser that can't do that shows every field; the server judges either way.
/// </summary>
internal sealed class FormConditions(IReadOnlyList<FormField> asked)
{
    private readonly IReadOnlyList<FieldCondition> _all = FormRules.Conditions(
        asked.Where(field => field.When is { } when && asked.Any(other => other.Key == when.Field))
    );

    /// <summary>Its own condition and those of the fields that it depends on; null where it is always shown.</summary>
    public string? ShownBy(FormField field)
    {
        var names = new List<string>();
        for (var at = field; at?.When is { } when; at = asked.FirstOrDefault(other => other.Key == when.Field))
        {
            if (NameOf(when) is { } name && CanSee(when))
            {
                names.Add(name);
            }
        }

        return Joined(names);
    }

    /// <summary>The conditions that hold once something is written into this field.</summary>
    public string? GivenBy(FormField field) =>
        IsWritten(field) ? Joined(_all.Where(when => when.Field == field.Key).Select(NameOf)) : null;

    /// <summary>The conditions that hold while this choice of the field is taken.</summary>
    public string? TurnedOnBy(FormField field, string value) =>
        Joined(_all.Where(when => when.Field == field.Key && when.Holds([value])).Select(NameOf));

    // A date says nothing to a stylesheet; what depends on one is shown always.
    private bool CanSee(FieldCondition when) =>
        asked.Any(field => field.Key == when.Field && (IsWritten(field) || field.Choices().Count > 0));

    private static bool IsWritten(FormField field) =>
        field.ShownAs()
            is FieldControl.Text
                or FieldControl.Email
                or FieldControl.Tel
                or FieldControl.Url
                or FieldControl.Number
                or FieldControl.Textarea;

    private string? NameOf(FieldCondition when)
    {
        for (var i = 0; i < _all.Count; i++)
        {
            if (_all[i].IsSameAs(when))
            {
                return $"c{i + 1}";
            }
        }

        return null;
    }

    private static string? Joined(IEnumerable<string?> names) =>
        string.Join(' ', names.OfType<string>()) is { Length: > 0 } joined ? joined : null;
}
