using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Offers;

/// <summary>
/// The gated file for the holder of its address. Where the address has expired its holder can have a new one sent, to the address of the
/// form alone. No antiforgery, as it has no cookie.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed class FileModel(FileHandover handover, VisitorTokens tokens, Resending resending, FormRate rate)
    : PageModel
{
    public FileState State { get; private set; }

    /// <summary>A new link was asked for.</summary>
    public bool IsAsked { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancel)
    {
        var doubt = FileHandover.DoubtOf(Request);
        var handed = await handover.TakeAsync(token, HttpMethods.IsGet(Request.Method), doubt, cancel);
        State = handed.State;
        Response.StatusCode = State switch
        {
            FileState.Expired => StatusCodes.Status410Gone,
            FileState.Missing or FileState.Unknown => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status200OK,
        };
        return State switch
        {
            FileState.Found => new GatedFileResult(handed),
            _ => Page(),
        };
    }

    /// <summary>Sends a new link. The answer is the same to everybody, and whatever came of it.</summary>
    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        if (rate.Refuses(HttpContext))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (tokens.ReadFile(token) is { } held)
        {
            await resending.SendAsync(held.SubmissionId, cancel);
        }

        IsAsked = true;
        return Page();
    }
}
