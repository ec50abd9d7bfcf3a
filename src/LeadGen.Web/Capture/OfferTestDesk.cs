using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>
/// Keeps the tests of offers. Of two who change one at once the second is told; of two who begin one at once the unique index lets one
/// through.
/// </summary>
public sealed partial class OfferTestDesk(LeadGenDbContext db, TimeProvider time, ILogger<OfferTestDesk> log)
{
    /// <summary>What a page says where somebody else was faster.</summary>
    public const string MovedOn =
        "Somebody else changed this test meanwhile. This is how it stands now: do it again if you still want to";

    private const int Listed = 20;

    /// <summary>Those of an offer, the latest first; one that is prepared or runs stands before all that are over.</summary>
    public Task<List<OfferTest>> OfAsync(Guid offer, CancellationToken cancel) =>
        db
            .OfferTests.Where(test => test.OfferId == offer)
            .OrderByDescending(test => test.State != TestState.Stopped)
            .ThenByDescending(test => test.Id)
            .Take(Listed)
            .ToListAsync(cancel);

    /// <summary>A draft.</summary>
    /// <returns>False where there is one already that is prepared or runs.</returns>
    public async Task<bool> AddAsync(Guid offer, TestPlan plan, CancellationToken cancel)
    {
        db.OfferTests.Add(OfferTest.Create(offer, plan, time.GetUtcNow()));
        return await SaveAsync("prepared", cancel) is null;
    }

    /// <param name="how">For the log: "started".</param>
    /// <returns>What is wrong, or null where it is done.</returns>
    public async Task<string?> ChangeAsync(Action<DateTimeOffset> change, string how, CancellationToken cancel)
    {
        try
        {
            change(time.GetUtcNow());
        }
        catch (DomainException e)
        {
            return e.Message;
        }

        return await SaveAsync(how, cancel);
    }

    /// <summary>A draft alone can be removed.</summary>
    public async Task<string?> RemoveAsync(OfferTest test, CancellationToken cancel)
    {
        if (test.State != TestState.Draft)
        {
            return "A test that has begun is kept: stop it";
        }

        db.OfferTests.Remove(test);
        return await SaveAsync("removed", cancel);
    }

    private async Task<string?> SaveAsync(string how, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || LostRace.Is(e))
        {
            db.ChangeTracker.Clear();
            return MovedOn;
        }

        CaptureMetrics.TestChanged(how);
        LogChanged(how);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A test of an offer was {How}")]
    private partial void LogChanged(string how);
}
