using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Calls;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data.Consents;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Embed;

/// <summary>The script that puts the form of an offer on the pages of another site.</summary>
[AllowAnonymous]
public sealed class ScriptModel(
    OfferCache offers,
    EmbedScripts scripts,
    EmbedForms forms,
    ConsentBook consents,
    EmptyPools pools,
    VisitCounts visits,
    TimeProvider time
) : PageModel
{
    /// <summary>How long a browser may take it from its store without asking.</summary>
    private const int FreshSeconds = 60;

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await offers.PublishedAsync(slug, HttpContext.RequestAborted) is not { } offer)
        {
            return NotFound();
        }

        visits.Viewed(Request, offer, []);
        var now = time.GetUtcNow();
        var texts = (await consents.ReadAsync(HttpContext.RequestAborted)).Version;
        var waits = await pools.IsEmptyAsync(offer, HttpContext.RequestAborted);
        var script =
            scripts.Find(offer, texts, waits, now)
            ?? scripts.Keep(offer, texts, waits, now, await forms.FirstAsync(HttpContext, offer, waits));
        var isZipped = Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var tag = $"\"{script.Tag}{(isZipped ? "-gzip" : "")}\"";
        var headers = Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = $"public, max-age={FreshSeconds}";
        headers.Vary = "Accept-Encoding";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            return StatusCode(StatusCodes.Status304NotModified);
        }

        if (isZipped)
        {
            headers.ContentEncoding = "gzip";
        }

        return File(isZipped ? script.Zipped : script.Plain, "text/javascript; charset=utf-8");
    }
}
