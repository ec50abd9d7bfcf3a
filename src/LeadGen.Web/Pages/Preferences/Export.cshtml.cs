using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Preferences;

/// <summary>Hands out what is held about a person, to who holds the short-lived link that went to their address.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed class ExportModel(LeadGenDbContext db, PersonExport export, PersonTokens tokens) : FreshLinkModel(db)
{
    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        if (
            LeadOf(token) is { } id
            && await export.OfAsync(id, Request.Form["as"] == "csv", ErasedBy.Person, cancel) is { } file
        )
        {
            return new FileOf(file);
        }

        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }

    protected override (Guid LeadId, bool IsOld)? Read(string token) => tokens.ReadExport(token);
}
