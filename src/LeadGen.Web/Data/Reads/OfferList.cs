using LeadGen.Domain.Offers;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Reads;

/// <summary>Offers by what is looked for, the newest first.</summary>
public static class OfferList
{
    /// <param name="text">In the title or the address, whatever the case; empty for any.</param>
    /// <param name="after">The last one that was read.</param>
    public static Task<List<Offer>> ReadAsync(
        LeadGenDbContext db,
        string text,
        OfferState? state,
        Guid? after,
        int take,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var offers = Of(db.Offers.AsNoTracking(), state, now);
        if (text.Length > 0)
        {
            var pattern = $"%{LeadList.Escaped(text)}%";
            offers = offers.Where(offer =>
                EF.Functions.ILike(offer.Title, pattern, @"\") || EF.Functions.ILike(offer.Slug, pattern, @"\")
            );
        }

        if (after is { } last)
        {
            offers = offers.Where(offer => offer.Id.CompareTo(last) < 0);
        }

        return offers.OrderByDescending(offer => offer.Id).Take(take).ToListAsync(cancel);
    }

    /// <summary>As <see cref="OfferTimes.StateAt"/> has it.</summary>
    private static IQueryable<Offer> Of(IQueryable<Offer> offers, OfferState? state, DateTimeOffset now) =>
        state switch
        {
            OfferState.Draft => offers.Where(offer => offer.PublishedAt == null),
            OfferState.Scheduled => offers.Where(offer => offer.PublishedAt > now),
            OfferState.Published => offers.Where(offer =>
                offer.PublishedAt <= now && (offer.ClosedAt == null || offer.ClosedAt > now)
            ),
            OfferState.Closed => offers.Where(offer => offer.PublishedAt <= now && offer.ClosedAt <= now),
            null => offers,
        };
}
