using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages;

/// <summary>Shown for what nobody caught. It reads nothing, so that it can be shown when the database is away.</summary>
[
    AllowAnonymous,
    IgnoreAntiforgeryToken,
    ResponseCache(Duration = 0, NoStore = true, Location = ResponseCacheLocation.None)
]
public sealed class ErrorModel : PageModel
{
    public string Heading => IsAway ? "We cannot save anything just now" : "Something went wrong on our side";

    public string Advice =>
        IsAway
            ? "It takes a few seconds. Then go back and send it again: what you typed is still there, and a form sent twice counts once."
            : "It has been noted. Go back and send it again in a minute: a form sent twice counts once.";

    /// <summary>The trace id that stands in the log.</summary>
    public string TraceId => RequestTrace.Of(HttpContext);

    private bool IsAway => Response.StatusCode == StatusCodes.Status503ServiceUnavailable;
}
