using LeadGen.Domain.Capture;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Confirm;

/// <summary>
/// Behind the link of a mail of confirmation. Opening it changes nothing, since scanners of mail open every link; the button confirms.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed class ConfirmModel(
    LeadGenDbContext db,
    ConsentDesk desk,
    PersonLinks links,
    PersonTokens tokens,
    CaptureTransaction transaction,
    TimeProvider time
) : PageModel
{
    public Confirmed Standing { get; private set; }

    /// <summary>The time of the link is over.</summary>
    public bool IsOld { get; private set; }

    /// <summary>A new link was asked for.</summary>
    public bool IsSent { get; private set; }

    /// <summary>It has just been confirmed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What is confirmed; null where the link leads nowhere.</summary>
    public Consent? Consent { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken cancel) => await LookAsync(token, cancel);

    public async Task OnPostAsync(string token, CancellationToken cancel)
    {
        await LookAsync(token, cancel);
        if (Consent is not { LeadId: { } leadId } consent)
        {
            return;
        }

        if (Standing == Confirmed.TakenBack || (Standing == Confirmed.Now && IsOld))
        {
            IsSent =
                Standing == Confirmed.TakenBack
                    ? await links.SendPreferencesAsync(leadId, cancel)
                    : await links.SendConfirmationAsync(leadId, cancel);
        }
        else if (Standing == Confirmed.Now)
        {
            Standing = await desk.ConfirmAsync(consent.Id, cancel);
            IsDone = Standing is Confirmed.Now or Confirmed.Already;
            if (IsDone && VisitorCookie.Read(Request) is { } visitor)
            {
                await IdentifyAsync(visitor, leadId, cancel);
            }
        }
    }

    /// <summary>Who confirms has said who they are, in a browser that may be followed.</summary>
    private Task<bool> IdentifyAsync(Guid visitor, Guid leadId, CancellationToken cancel) =>
        transaction.RunAsync(
            async (own, _, token) =>
            {
                await KnownBrowser.IdentifyAsync(own, visitor, leadId, time.GetUtcNow(), token);
                return true;
            },
            cancel
        );

    private async Task LookAsync(string token, CancellationToken cancel)
    {
        if (tokens.ReadConfirm(token) is { } read)
        {
            (Standing, Consent) = await ConsentDesk.LookAsync(db, read.ConsentId, cancel);
            IsOld = read.IsOld;
        }

        if (Consent is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
