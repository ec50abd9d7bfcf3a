using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>
/// The browser that a form on another site names itself, as our cookie does not go along there. It counts only from a site of the offer,
/// and only where its owner agreed to be known again.
/// </summary>
public sealed class SiteVisitor(IServiceScopeFactory scopes)
{
    /// <summary>Which the script that shows the form fills with what the script that tracks has kept.</summary>
    public const string Field = "visitor";

    private const int PatienceSeconds = 2;

    /// <summary>By the cookie, else by what the form says; null for a browser that is not known or says that it is not to be tracked.</summary>
    public async ValueTask<Guid?> OfAsync(
        HttpRequest request,
        Offer offer,
        PostedForm form,
        CancellationToken cancel
    ) =>
        VisitorCookie.Read(request) is { } known ? known
        : Guid.TryParse(form[Field], out var named)
        && named != Guid.Empty
        && offer.IsShownOn(request.Headers.Origin)
        && !VisitorCookie.OptsOut(request)
        && !VisitorCookie.IsRefused(request)
        && await MayTrackAsync(named, cancel)
            ? named
        : null;

    private async Task<bool> MayTrackAsync(Guid visitor, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
            // A form is as good without; nobody waits long for it.
            db.Database.SetCommandTimeout(PatienceSeconds);
            return await db.Visitors.AnyAsync(one => one.Id == visitor && one.MayTrack == true, cancel);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return false;
        }
    }
}
