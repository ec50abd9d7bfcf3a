using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Preferences;

/// <summary>Erases a person, for who holds the short-lived link that went to their address, when they press the button.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed class EraseModel(LeadGenDbContext db, ErasureDesk desk, PersonTokens tokens) : FreshLinkModel(db)
{
    public bool IsErased { get; private set; }

    public async Task OnPostAsync(string token, CancellationToken cancel)
    {
        // Twice is as good as once.
        IsErased =
            LeadOf(token) is { } id
            && (
                await desk.EraseAsync(id, ErasedBy.Person, actor: null, cancel) || await desk.WasErasedAsync(id, cancel)
            );
        Response.StatusCode = IsErased ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
    }

    protected override (Guid LeadId, bool IsOld)? Read(string token) => tokens.ReadErase(token);
}
