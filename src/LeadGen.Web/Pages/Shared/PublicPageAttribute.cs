using Microsoft.AspNetCore.Mvc.Filters;

namespace LeadGen.Web.Pages.Shared;

/// <summary>A page for visitors: it runs no script at all, and may show pictures of other sites.</summary>
public sealed class PublicPageAttribute : ResultFilterAttribute
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The answer holds something of one person: nobody keeps it, and no other site learns its address.</summary>
    public bool Personal { get; set; }

    public override void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = Personal ? "no-store" : "private, no-cache";
        if (Personal)
        {
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex";
        }
    }
}
