using System.Text;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>
/// Serves the date of a webinar or event for a calendar. Where one joins is told to who registered, and to them though the offer is
/// closed by now; anybody else gets the address of its page.
/// </summary>
public sealed class OfferCalendar(OfferCache offers, VisitorTokens tokens, IServiceScopeFactory scopes)
{
    public async Task<IResult> GetAsync(string slug, string? token, HttpContext context, CancellationToken cancel)
    {
        var registered = tokens.ReadThanks(token) is { } submission ? await OfferOfAsync(submission, cancel) : null;
        var offer = registered?.Slug == slug ? registered : await offers.PublishedAsync(slug, cancel);
        if (offer is null)
        {
            return Results.NotFound();
        }

        var page = $"{context.Request.Scheme}://{context.Request.Host}/offers/{offer.Slug}";
        var url = ReferenceEquals(offer, registered) ? offer.Delivery.Url ?? page : page;
        return CalendarFile.Of(offer, url) is { } text
            ? Results.File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8", offer.Slug + ".ics")
            : Results.NotFound();
    }

    private async Task<Offer?> OfferOfAsync(Guid submission, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var offer = await scope
            .ServiceProvider.GetRequiredService<LeadGenDbContext>()
            .Submissions.Where(one => one.Id == submission)
            .Select(one => (Guid?)one.OfferId)
            .SingleOrDefaultAsync(cancel);
        return offer is { } id ? await offers.FindAsync(id, cancel) : null;
    }
}
