using LeadGen.Web.Capture.Handover;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Pages.Offers;

/// <summary>
/// A gated file, streamed, in parts where that is asked for: to be saved under its name, kept by nobody on the way, and run by no browser.
/// </summary>
internal sealed class GatedFileResult : PhysicalFileResult
{
    public GatedFileResult(HandedFile handed)
        : base(handed.Place!.FullName, handed.File!.MediaType)
    {
        FileDownloadName = handed.File.DownloadName;
        EnableRangeProcessing = true;
        LastModified = handed.Place.LastWriteTimeUtc;
        // Another file has another key, so no part of it is ever put behind a part of this one.
        EntityTag = new EntityTagHeaderValue(
            $"\"{Path.GetFileNameWithoutExtension(handed.File.Key)}-{handed.Place.Length}\""
        );
    }

    public override Task ExecuteResultAsync(ActionContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["X-Robots-Tag"] = "noindex";
        return base.ExecuteResultAsync(context);
    }
}
