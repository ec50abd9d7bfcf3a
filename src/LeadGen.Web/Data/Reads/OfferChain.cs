using LeadGen.Domain.Offers;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Reads;

/// <summary>How often: seen, then clicked, then a form sent.</summary>
public sealed record CallChain(CallToAction Call, long Seen, long Clicked, int Forms);

/// <summary>From the calls to action that lead to an offer over its page to its form.</summary>
public sealed record OfferChain(IReadOnlyList<CallChain> Calls, long Viewed, int Forms)
{
    public const int Days = 30;

    /// <summary>So many forms are counted and no more: a list must not read a year of them.</summary>
    public const int FormsMax = 10_000;
    private const int CallsMax = 100;

    public long Seen => Calls.Sum(call => call.Seen);
    public long Clicked => Calls.Sum(call => call.Clicked);

    /// <summary>The last thirty days of one offer.</summary>
    public static async Task<OfferChain> ReadAsync(
        LeadGenDbContext db,
        Guid offerId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var since = now.AddDays(-Days);
        var day = DateOnly.FromDateTime(since.UtcDateTime);
        var calls = await db
            .CallsToAction.AsNoTracking()
            .Where(call => call.OfferId == offerId)
            .OrderByDescending(call => call.Id)
            .Take(CallsMax)
            .Select(call => new CallChain(
                call,
                db.CallDays.Where(d => d.CallId == call.Id && d.Day >= day).Sum(d => d.Seen),
                db.CallDays.Where(d => d.CallId == call.Id && d.Day >= day).Sum(d => d.Clicked),
                db.Submissions.Where(s => s.CallId == call.Id && s.ReceivedAt >= since && s.LeadId != null)
                    .Take(FormsMax)
                    .Count()
            ))
            .ToListAsync(cancel);
        var numbers = await NumbersAsync(db, [offerId], now, cancel);
        return new OfferChain(calls, numbers[offerId].Viewed, numbers[offerId].Forms);
    }

    /// <summary>Views of the pages, and forms sent, of several offers in the last thirty days.</summary>
    public static async Task<IReadOnlyDictionary<Guid, (long Viewed, int Forms)>> NumbersAsync(
        LeadGenDbContext db,
        IReadOnlyList<Guid> offerIds,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var since = now.AddDays(-Days);
        var day = DateOnly.FromDateTime(since.UtcDateTime);
        var rows = await db
            .Offers.Where(offer => offerIds.Contains(offer.Id))
            .Select(offer => new
            {
                offer.Id,
                Viewed = db.LandingDays.Where(d => d.OfferId == offer.Id && d.Day >= day).Sum(d => d.Viewed),
                Forms = db
                    .Submissions.Where(s => s.OfferId == offer.Id && s.ReceivedAt >= since && s.LeadId != null)
                    .Take(FormsMax)
                    .Count(),
            })
            .ToListAsync(cancel);
        return rows.ToDictionary(row => row.Id, row => (row.Viewed, row.Forms));
    }
}
