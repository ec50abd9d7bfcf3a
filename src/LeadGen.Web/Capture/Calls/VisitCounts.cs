using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Npgsql;

namespace LeadGen.Web.Capture.Calls;

/// <summary>
/// Counts views of landing pages and what is seen and clicked of calls to action: numbers of a day, nothing of a person. They
/// are held in memory for a moment and added to the tables in batches; only published offers, and the calls on them, take room.
/// </summary>
public sealed class VisitCounts(NpgsqlDataSource source, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Dictionary<(Guid Id, DateOnly Day, Visit What), long> _counts = [];

    private enum Visit
    {
        Viewed,

        /// <summary>A variant was shown.</summary>
        Shown,
        Seen,
        Clicked,
    }

    /// <summary>The page of an offer was opened, as one of its variants where a test runs, and the calls to action on it seen.</summary>
    public void Viewed(HttpRequest request, Offer offer, IReadOnlyList<Guid> calls)
    {
        if (!IsPersons(request))
        {
            return;
        }

        lock (_lock)
        {
            Add(offer.Id, Visit.Viewed);
            if (offer.VariantId is { } variant)
            {
                Add(variant, Visit.Shown);
            }

            for (var i = 0; i < calls.Count; i++)
            {
                Add(calls[i], Visit.Seen);
            }
        }
    }

    public void Seen(HttpRequest request, CallToAction call) => Add(request, call, Visit.Seen);

    public void Clicked(HttpRequest request, CallToAction call) => Add(request, call, Visit.Clicked);

    /// <summary>Adds to the tables what was counted since the last time. What could not be added stays counted.</summary>
    /// <returns>How many numbers were added.</returns>
    public async Task<int> StoreAsync(CancellationToken cancel)
    {
        Dictionary<(Guid Id, DateOnly Day, Visit What), long> counts;
        lock (_lock)
        {
            (counts, _counts) = (_counts, []);
        }

        if (counts.Count == 0)
        {
            return 0;
        }

        try
        {
            await VisitRows.AddAsync(source, Calls(counts), Landings(counts), Variants(counts), cancel);
        }
        catch
        {
            lock (_lock)
            {
                foreach (var (key, number) in counts)
                {
                    _counts[key] = _counts.GetValueOrDefault(key) + number;
                }
            }

            throw;
        }

        foreach (var visits in counts.GroupBy(count => count.Key.What))
        {
            CaptureMetrics.Visited(visits.Key.ToString().ToLowerInvariant(), visits.Sum(count => count.Value));
        }

        return counts.Count;
    }

    private void Add(HttpRequest request, CallToAction call, Visit what)
    {
        if (IsPersons(request))
        {
            lock (_lock)
            {
                Add(call.Id, what);
            }
        }
    }

    private void Add(Guid id, Visit what)
    {
        var key = (id, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), what);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>Not a crawler, nor a browser that fetches ahead what nobody may ever look at.</summary>
    private static bool IsPersons(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Headers.ContainsKey("Sec-Purpose")
        && !request.Headers.ContainsKey("Purpose")
        && MachineRules.ByAgent(request.Headers.UserAgent) is null;

    private static List<CallDay> Calls(Dictionary<(Guid Id, DateOnly Day, Visit What), long> counts) =>
        [
            .. counts
                .Where(count => count.Key.What is Visit.Seen or Visit.Clicked)
                .GroupBy(count => (count.Key.Id, count.Key.Day))
                .Select(day => new CallDay
                {
                    CallId = day.Key.Id,
                    Day = day.Key.Day,
                    Seen = day.Where(count => count.Key.What == Visit.Seen).Sum(count => count.Value),
                    Clicked = day.Where(count => count.Key.What == Visit.Clicked).Sum(count => count.Value),
                }),
        ];

    private static List<LandingDay> Landings(Dictionary<(Guid Id, DateOnly Day, Visit What), long> counts) =>
        [
            .. counts
                .Where(count => count.Key.What == Visit.Viewed)
                .Select(count => new LandingDay
                {
                    OfferId = count.Key.Id,
                    Day = count.Key.Day,
                    Viewed = count.Value,
                }),
        ];

    private static List<VariantDay> Variants(Dictionary<(Guid Id, DateOnly Day, Visit What), long> counts) =>
        [
            .. counts
                .Where(count => count.Key.What == Visit.Shown)
                .Select(count => new VariantDay
                {
                    VariantId = count.Key.Id,
                    Day = count.Key.Day,
                    Viewed = count.Value,
                }),
        ];
}
