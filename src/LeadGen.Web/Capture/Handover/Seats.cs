using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>The seats of a webinar or event, as many as its offer says; in a transaction of the caller, who saves.</summary>
internal static class Seats
{
    /// <summary>Makes what is missing.</summary>
    /// <returns>True where there were fewer than the offer says.</returns>
    public static async Task<bool> AreMissingAsync(
        LeadGenDbContext db,
        Offer offer,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (offer.Delivery.Seats is not { } seats || await CountAsync(db, offer, cancel) >= seats)
        {
            return false;
        }

        // Of two who find them missing one makes them.
        await db.Database.ExecuteSqlAsync($"select 1 from leadgen.offers where id = {offer.Id} for update", cancel);
        await MatchAsync(db, offer, now, cancel);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Makes or removes seats while the offer is locked. Who has one keeps it, though there be fewer by now.</summary>
    public static async Task MatchAsync(LeadGenDbContext db, Offer offer, DateTimeOffset now, CancellationToken cancel)
    {
        if (offer.Delivery.Seats is not null)
        {
            await SeatEarlierAsync(db, offer, now, cancel);
        }

        var missing = (offer.Delivery.Seats ?? 0) - await CountAsync(db, offer, cancel);
        if (missing > 0)
        {
            db.AddRange(
                Enumerable
                    .Range(0, missing)
                    .Select(_ => new PoolItem
                    {
                        Id = Guid.CreateVersion7(now),
                        OfferId = offer.Id,
                        AddedAt = now,
                    })
            );
        }
        else if (missing < 0)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                with unused as materialized (
                    select id from leadgen.pool_items where offer_id = {offer.Id} and code is null and taken_at is null
                    limit {-missing} for update skip locked)
                delete from leadgen.pool_items p using unused where p.id = unused.id
                """,
                cancel
            );
        }
    }

    /// <summary>Who registered before there was a limit has a seat.</summary>
    private static Task<int> SeatEarlierAsync(
        LeadGenDbContext db,
        Offer offer,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.pool_items (id, offer_id, added_at, taken_at, lead_id)
            select gen_random_uuid(), h.offer_id, {now}, h.given_at, h.lead_id from leadgen.handouts h
            where h.offer_id = {offer.Id} and h.given_at is not null
            on conflict (offer_id, lead_id) where lead_id is not null do nothing
            """,
            cancel
        );

    private static Task<int> CountAsync(LeadGenDbContext db, Offer offer, CancellationToken cancel) =>
        db.Set<PoolItem>().CountAsync(item => item.OfferId == offer.Id && item.Code == null, cancel);
}
