using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

public enum DeliverySaved
{
    Done,
    NotFound,

    /// <summary>Somebody else has changed the offer since it was shown.</summary>
    MovedOn,
}

/// <summary>Saves what an offer hands over, save for its file, which is uploaded by itself.</summary>
public sealed class DeliveryDesk(CaptureTransaction transaction, Pool pool, TimeProvider time)
{
    /// <param name="version">Of the offer as it was shown.</param>
    /// <param name="delivery">It has passed <see cref="DeliveryRules"/>; its file is not looked at.</param>
    public async Task<DeliverySaved> SaveAsync(Guid offerId, int version, Delivery delivery, CancellationToken cancel)
    {
        var (offer, isMine) = await transaction.RunAsync(
            async (db, _, token) =>
            {
                var found = await db
                    .Offers.FromSql($"select * from leadgen.offers where id = {offerId} for update")
                    .SingleOrDefaultAsync(token);
                if (found is null || found.Version != version)
                {
                    return (found, false);
                }

                await ChangeAsync(db, found, delivery, token);
                return (found, true);
            },
            cancel
        );
        if (offer is null || !isMine)
        {
            return offer is null ? DeliverySaved.NotFound : DeliverySaved.MovedOn;
        }

        // More seats, or no limit any more: those who wait come first.
        await pool.FillAllAsync(offer, cancel);
        return DeliverySaved.Done;
    }

    private async Task ChangeAsync(LeadGenDbContext db, Offer offer, Delivery delivery, CancellationToken cancel)
    {
        offer.Change(offer.Content with { Delivery = delivery with { File = offer.Delivery.File } }, time.GetUtcNow());
        await Seats.MatchAsync(db, offer, time.GetUtcNow(), cancel);
    }
}
