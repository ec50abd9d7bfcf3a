using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Leads;

/// <summary>What adding and editing a lead by hand have in common.</summary>
public abstract class LeadFormModel : PageModel
{
    /// <summary>Facts in the order in which people expect to be asked.</summary>
    public static readonly IReadOnlyList<LeadField> Fields =
    [
        .. LeadFields.All.Where(field => field.IsFact && field.Key != LeadFields.Email),
    ];

    /// <summary>The facts that the form asks for.</summary>
    public virtual IReadOnlyList<LeadField> Shown => Fields;

    /// <summary>What stands in a field before anybody has typed.</summary>
    public virtual string? Held(string fact) => null;

    /// <summary>The clean answers, or null where something is wrong: then each error stands at its field and what was typed is kept.</summary>
    protected Answers? Read(params ReadOnlySpan<(string Key, string Value)> given)
    {
        var posted = Request.Form.Select(field =>
            KeyValuePair.Create(field.Key, (string?)field.Value.FirstOrDefault())
        );
        foreach (var (key, value) in given)
        {
            posted = posted.Prepend(KeyValuePair.Create(key, (string?)value));
        }

        var reading = FormReader.Read(form: null, posted);
        foreach (var (field, typed) in Request.Form)
        {
            ModelState.SetModelValue(field, typed.ToString(), typed.ToString());
        }

        foreach (var (field, message) in reading.Errors)
        {
            ModelState.AddModelError(field, message);
        }

        return reading.Answers;
    }

    protected PageResult Refuse()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
