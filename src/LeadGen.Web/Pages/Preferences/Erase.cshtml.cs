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

/// <summary>Erases a person, for who holds the short-lived link that went to their address, when they press the button.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed class EraseModel(LeadGenDbContext db, ErasureDesk desk, PersonTokens tokens) : PageModel
{
    public bool IsThere { get; private set; }
    public bool IsErased { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken cancel)
    {
        IsThere =
            tokens.ReadErase(token) is { IsOld: false } read
            && await db.Leads.AnyAsync(lead => lead.Id == read.LeadId, cancel);
        Response.StatusCode = IsThere ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
    }

    public async Task OnPostAsync(string token, CancellationToken cancel)
    {
        // Twice is as good as once.
        IsErased =
            tokens.ReadErase(token) is { IsOld: false } read
            && (
                await desk.EraseAsync(read.LeadId, ErasedBy.Person, actor: null, cancel)
                || await db.Erasures.AnyAsync(erasure => erasure.LeadId == read.LeadId, cancel)
            );
        Response.StatusCode = IsErased ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
    }
}
