using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>Removes files that no link leads to any more, and what came of uploads that ended halfway.</summary>
public sealed class FileCleaning(LeadGenDbContext db, OfferFiles files, TimeProvider time)
{
    /// <summary>Longer than any link lives: one is made anew on the page of thanks for as long as that is open.</summary>
    public static readonly TimeSpan ReplacedKept = TimeSpan.FromDays(30);

    private static readonly TimeSpan HalfKept = TimeSpan.FromDays(1);
    private const int BatchSize = 100;

    /// <returns>How many were removed.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var until = now - ReplacedKept;
        // What a copy of the offer still hands out stays.
        var old = await db.Set<StoredFile>()
            .FromSql(
                $"""
                select * from leadgen.stored_files f where f.replaced_at < {until}
                and not exists (select 1 from leadgen.offers o where o.delivery -> 'file' ->> 'key' = f.key)
                order by f.replaced_at limit {BatchSize}
                """
            )
            .ToListAsync(cancel);
        foreach (var file in old)
        {
            files.Remove(file.Key);
        }

        // The row after the file: what is cut off between them is found by its row again.
        db.RemoveRange(old);
        await db.SaveChangesAsync(cancel);
        return old.Count + await ForgetStrayAsync(now - HalfKept, cancel);
    }

    private async Task<int> ForgetStrayAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var keys = files.UploadsBefore(before);
        var known = await db.Set<StoredFile>()
            .Where(file => keys.Contains(file.Key))
            .Select(file => file.Key)
            .ToListAsync(cancel);
        var stray = keys.Except(known).ToList();
        stray.ForEach(files.Remove);
        return stray.Count;
    }
}
