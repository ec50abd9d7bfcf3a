using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>How many posts of an offer's form were refused on a day (UTC), by the status they were refused with.</summary>
public sealed class RefusedFormsOfDay
{
    public required Guid OfferId { get; init; }
    public required DateOnly Day { get; init; }
    public required int Status { get; init; }
    public required long Count { get; init; }
}

/// <summary>All that is kept of refused posts. They are counted in memory and added to the table by the minute.</summary>
public sealed class RefusedForms(TimeProvider time)
{
    private readonly ConcurrentDictionary<(Guid Offer, DateOnly Day, int Status), long> _counts = new();

    public void Add(Guid offer, int status) =>
        _counts.AddOrUpdate((offer, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), status), 1, (_, n) => n + 1);

    /// <summary>Adds what was counted since the last time. Where that fails it stays counted.</summary>
    public async Task FlushAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        foreach (var (key, count) in _counts.OrderBy(one => one.Key).ToList())
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.refused_forms as r (offer_id, day, status, count) values ({key.Offer}, {key.Day}, {key.Status}, {count})
                on conflict (offer_id, day, status) do update set count = r.count + excluded.count
                """,
                cancel
            );
            if (!_counts.TryRemove(KeyValuePair.Create(key, count)))
            {
                _counts.AddOrUpdate(key, 0, (_, now) => now - count);
            }
        }
    }

    /// <summary>Status to count, of one offer or of all.</summary>
    public static Task<Dictionary<int, long>> SinceAsync(
        LeadGenDbContext db,
        Guid? offer,
        DateTimeOffset since,
        CancellationToken cancel
    )
    {
        var first = DateOnly.FromDateTime(since.UtcDateTime);
        return db.Set<RefusedFormsOfDay>()
            .Where(refused => refused.Day >= first && (offer == null || refused.OfferId == offer))
            .GroupBy(refused => refused.Status)
            .Select(group => new { group.Key, Count = group.Sum(refused => refused.Count) })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
    }
}
