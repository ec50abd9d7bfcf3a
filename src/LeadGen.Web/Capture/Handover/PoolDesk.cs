using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>How many there are of what an offer gives out.</summary>
public sealed record PoolCount(int Free, int Given, int Waiting);

/// <param name="Added">New codes.</param>
/// <param name="Known">Codes that the offer had already, or that were said twice.</param>
/// <param name="Served">How many who waited got one at once.</param>
public sealed record CodesAdded(int Added, int Known, int Served);

/// <summary>What staff do with the codes and seats of an offer.</summary>
public sealed class PoolDesk(CaptureTransaction transaction, Pool pool, TimeProvider time)
{
    public async Task<PoolCount> CountAsync(LeadGenDbContext db, Offer offer, CancellationToken cancel)
    {
        var isSeat = offer.Delivery.Seats is not null;
        var items = db.Set<PoolItem>().Where(item => item.OfferId == offer.Id && item.Code == null == isSeat);
        return new PoolCount(
            await items.CountAsync(item => item.TakenAt == null, cancel),
            await items.CountAsync(item => item.TakenAt != null, cancel),
            await db.Set<Handout>()
                .CountAsync(handout => handout.OfferId == offer.Id && handout.GivenAt == null, cancel)
        );
    }

    /// <summary>Adds codes, and gives them first to those who wait. A code that the offer has already stays what it is.</summary>
    public async Task<CodesAdded> AddAsync(Offer offer, CodeList list, CancellationToken cancel)
    {
        var added = await transaction.RunAsync((db, _, token) => InsertAsync(db, offer.Id, list, token), cancel);
        var served = await pool.FillAllAsync(offer, cancel);
        return new CodesAdded(added, list.Codes.Count - added + list.Repeated, served);
    }

    /// <summary>Takes away the codes that nobody has.</summary>
    public Task<int> RemoveFreeAsync(Guid offerId, CancellationToken cancel) =>
        transaction.RunAsync(
            (db, _, token) =>
                db.Set<PoolItem>()
                    .Where(item => item.OfferId == offerId && item.Code != null && item.TakenAt == null)
                    .ExecuteDeleteAsync(token),
            cancel
        );

    private async Task<int> InsertAsync(LeadGenDbContext db, Guid offerId, CodeList list, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // In their order, which is that in which they are given.
        var ids = list.Codes.Select(_ => Guid.CreateVersion7(now)).Order().ToArray();
        return await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.pool_items (id, offer_id, code, added_at)
            select id, {offerId}, code, {now} from unnest({ids}, {list.Codes.ToArray()}) as t (id, code)
            on conflict (offer_id, code) where code is not null do nothing
            """,
            cancel
        );
    }
}
