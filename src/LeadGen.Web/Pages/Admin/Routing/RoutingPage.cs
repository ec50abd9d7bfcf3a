using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.Routing;

/// <summary>How a page of routing ends a change.</summary>
internal static class RoutingPage
{
    /// <summary>What was typed stays in its fields, and what is wrong with it stands there.</summary>
    public static PageResult Refuse(this PageModel page, RoutingChange change)
    {
        foreach (var (field, message) in change.Errors)
        {
            page.ModelState.AddModelError(field, message);
        }

        return page.Refused();
    }

    /// <summary>To a path of this app, with what was done, or with why it was not.</summary>
    public static RedirectResult Tell(this PageModel page, RoutingChange change, string done, string path)
    {
        page.TempData["Flash"] = change.IsDone ? done : string.Join(" ", change.Errors.Values) + ".";
        page.TempData["FlashKind"] = change.IsDone ? "success" : "warning";
        return new RedirectResult(path);
    }
}
