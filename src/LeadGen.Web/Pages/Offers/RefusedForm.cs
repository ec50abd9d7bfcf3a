using LeadGen.Domain.Capture;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LeadGen.Web.Pages.Offers;

/// <summary>A form that is shown again: what was sent stays in its fields, and each error stands at its own.</summary>
internal static class RefusedForm
{
    public const string Unsaved =
        "We could not save this just now. Nothing you typed is lost: wait a few seconds and send it again.";

    public static void Keep(this ModelStateDictionary state, IReadOnlyDictionary<string, string> sent)
    {
        foreach (var (name, text) in sent)
        {
            state.SetModelValue(name, text, text);
        }
    }

    public static void Refuse(this ModelStateDictionary state, FormReading reading)
    {
        foreach (var (name, message) in reading.Errors)
        {
            state.AddModelError(name, message);
        }
    }
}
