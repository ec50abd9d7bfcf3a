using Microsoft.AspNetCore.Mvc.Filters;

namespace LeadGen.Web.Pages.Shared;

/// <summary>A page for visitors: it runs no script, is framed by nobody else, and tells other sites nothing of its address.</summary>
public sealed class PublicPageAttribute : ResultFilterAttribute
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    /// <summary>The answer holds something of one person, so nobody keeps it.</summary>
    public bool Personal { get; set; }

    public override void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = Personal ? "no-referrer" : "strict-origin-when-cross-origin";
        headers.CacheControl = Personal ? "no-store" : "private, no-cache";
        if (Personal)
        {
            headers["X-Robots-Tag"] = "noindex";
        }
    }
}
