using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Primitives;

namespace LeadGen.Web.Pages.Shared;

/// <summary>How a page ends that was sent something wrong.</summary>
internal static class RefusedPage
{
    /// <summary>The page once more, with 422: what was typed stays in its fields, and what is wrong with it stands there.</summary>
    /// <param name="sent">The query where it came by that; the form if left out.</param>
    public static PageResult Refused(this PageModel page, IEnumerable<KeyValuePair<string, StringValues>>? sent = null)
    {
        foreach (var (field, typed) in sent ?? page.Request.Form)
        {
            page.ModelState.SetModelValue(field, typed.ToString(), typed.ToString());
        }

        page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page.Page();
    }
}
