using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Preferences;

/// <summary>Hands out what is held about a person, to who holds the short-lived link that went to their address.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed class ExportModel(LeadGenDbContext db, PersonExport export, PersonTokens tokens) : PageModel
{
    public bool IsThere { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken cancel)
    {
        IsThere =
            tokens.ReadExport(token) is { IsOld: false } read
            && await db.Leads.AnyAsync(lead => lead.Id == read.LeadId, cancel);
        Response.StatusCode = IsThere ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        if (
            tokens.ReadExport(token) is { IsOld: false } read
            && await export.OfAsync(read.LeadId, Request.Form["as"] == "csv", ErasedBy.Person, cancel) is { } file
        )
        {
            return new FileOf(file);
        }

        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
