using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>Makes offers under addresses that are free.</summary>
public sealed class OfferDesk(CaptureTransaction transaction, TimeProvider time)
{
    private const int TriesMax = 1000;

    /// <param name="make">Of the address and the present instant.</param>
    /// <param name="wanted">The address; a number is put behind it where it is taken.</param>
    public Task<Offer> AddAsync(Func<string, DateTimeOffset, Offer> make, string wanted, CancellationToken cancel) =>
        transaction.RunAsync(
            async (db, _, token) =>
            {
                var offer = make(await FreeAsync(db, wanted, token), time.GetUtcNow());
                db.Offers.Add(offer);
                return offer;
            },
            cancel
        );

    /// <summary>Where two ask for the same at once, the unique index lets one through and the other looks again.</summary>
    private static async Task<string> FreeAsync(LeadGenDbContext db, string wanted, CancellationToken cancel)
    {
        var taken = await db.Offers.Select(offer => offer.Slug).ToListAsync(cancel);
        return Enumerable.Range(1, TriesMax).Select(n => Slug.Numbered(wanted, n)).First(slug => !taken.Contains(slug));
    }
}
