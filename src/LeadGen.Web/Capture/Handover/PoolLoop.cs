using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>Gives what could not be given at once to those who wait for it, and looks whether codes run out.</summary>
public sealed class PoolLoop(IServiceScopeFactory scopes, OfferCache offers, Pool pool, ILogger<PoolLoop> log)
    : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var waiting = await db
            .Offers.Where(offer =>
                db.Set<Handout>().Any(handout => handout.OfferId == offer.Id && handout.GivenAt == null)
            )
            .Select(offer => offer.Id)
            .ToListAsync(stop);
        foreach (var id in waiting)
        {
            while (await offers.FindAsync(id, stop) is { } offer && await pool.FillAsync(offer, stop) > 0) { }
        }

        var alarm = scope.ServiceProvider.GetRequiredService<PoolAlarm>();
        foreach (var offer in await offers.PublishedAsync(stop))
        {
            await alarm.LookAsync(offer, stop);
        }

        return false;
    }
}
