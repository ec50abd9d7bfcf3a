using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Shared;

/// <summary>A file that is written while it is sent, as the answer of a page; nobody keeps it.</summary>
public sealed class FileOf(IResult file) : ActionResult
{
    public override Task ExecuteResultAsync(ActionContext context)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return file.ExecuteAsync(context.HttpContext);
    }
}
