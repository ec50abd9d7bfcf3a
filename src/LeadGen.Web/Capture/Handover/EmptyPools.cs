using System.Collections.Frozen;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>
/// The offers of which no seat or code is left, in memory, so that the page promises none: who fills in the form joins the waiting list.
/// Looked up every two seconds at most, and only while something limited is open.
/// </summary>
public sealed class EmptyPools(OfferCache offers, IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly LatestRead<FrozenSet<Guid>> _latest = new(
        scopes,
        time,
        Fresh,
        (db, _, cancel) => LookAsync(db, offers, cancel)
    );

    public async ValueTask<bool> IsEmptyAsync(Offer offer, CancellationToken cancel)
    {
        try
        {
            return offer.Delivery.IsLimited() && (await _latest.ReadAsync(cancel)).Contains(offer.Id);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return false; // the page is shown all the same
        }
    }

    public void Dispose() => _latest.Dispose();

    private static async Task<FrozenSet<Guid>> LookAsync(
        LeadGenDbContext db,
        OfferCache offers,
        CancellationToken cancel
    )
    {
        var limited = (await offers.PublishedAsync(cancel)).Where(offer => offer.Delivery.IsLimited()).ToList();
        if (limited.Count == 0)
        {
            return FrozenSet<Guid>.Empty;
        }

        var ids = limited.Select(offer => offer.Id).ToArray();
        var seats = limited.Select(offer => offer.Delivery.Seats).ToArray();
        // The seats of a copied offer are not made before the first is given.
        var empty = await db
            .Database.SqlQuery<Guid>(
                $"""
                select o.id as "Value" from unnest({ids}, {seats}) as o (id, seats)
                where not exists (select from leadgen.pool_items p
                        where p.offer_id = o.id and p.taken_at is null and (p.code is null) = (o.seats is not null))
                    and (o.seats is null
                        or (select count(*) from leadgen.pool_items p where p.offer_id = o.id and p.code is null) >= o.seats)
                """
            )
            .ToListAsync(cancel);
        return empty.ToFrozenSet();
    }
}
