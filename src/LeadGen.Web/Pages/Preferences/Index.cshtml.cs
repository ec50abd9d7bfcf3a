using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Preferences;

/// <summary>Whoever has no mail of ours at hand gets the link to their own page here. The answer tells nobody whether an address is known.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true), ServiceFilter(typeof(AddressLimit))]
public sealed class PreferencesModel(PersonLinks links) : PageModel
{
    public const string Field = "email";

    public bool IsSent { get; private set; }

    public void OnGet() { }

    public async Task OnPostAsync(CancellationToken cancel)
    {
        var typed = Request.HasFormContentType ? Request.Form[Field].ToString() : "";
        if (EmailAddress.TryParse(typed, out var email))
        {
            await links.SendAsync(email, cancel);
            IsSent = true;
            return;
        }

        ModelState.SetModelValue(Field, typed, typed);
        ModelState.AddModelError(Field, "Enter an e-mail address in the form name@example.com");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
