using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Tracking;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Tracking;

/// <summary>
/// Where a visitor takes back that their browser is known again, without script. No antiforgery: a post from another site comes without
/// the cookie, and so changes nothing.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed class IndexModel(TrackingPlans plans, WebConsent consent) : PageModel
{
    public bool IsKnown { get; private set; }
    public bool OptsOut { get; private set; }
    public bool Stopped { get; private set; }

    public void OnGet(string? done)
    {
        (IsKnown, OptsOut) = (VisitorCookie.Read(Request) is not null, VisitorCookie.OptsOut(Request));
        Stopped = done is not null && !IsKnown;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var plan = await plans.CurrentAsync(cancel);
        if (VisitorCookie.Read(Request) is { } visitor)
        {
            var words = await consent.ShownAsync(version: null, cancel);
            await consent.SayAsync(visitor, false, words, "page", CancellationToken.None);
        }

        VisitorCookie.Refuse(Response, plan.CookieLasts);
        return Redirect("/tracking?done=1");
    }
}
