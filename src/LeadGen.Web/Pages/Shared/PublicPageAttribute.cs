using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Shared;

/// <summary>A page for visitors: it needs no script and runs none but ours, and may show pictures of other sites.</summary>
public sealed class PublicPageAttribute : ResultFilterAttribute
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string OurScript = "; script-src 'self'; connect-src 'self'";

    /// <summary>It carries the script that, if its visitor agrees, tells us that it was looked at.</summary>
    public bool Tracks { get; set; }

    /// <summary>The answer holds something of one person: nobody keeps it, and no other site learns its address.</summary>
    public bool Personal { get; set; }

    public override void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Tracks ? Policy + OurScript : Policy;
        if (Tracks && context.Controller is PageModel page)
        {
            page.ViewData[nameof(Tracks)] = true;
        }

        headers.CacheControl = Personal ? "no-store" : "private, no-cache";
        if (Personal)
        {
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex";
        }
    }
}
