using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>Removes files of imports that are over, which hold people's data, and what came of uploads that ended halfway. Counts stay.</summary>
public sealed class ImportCleaning(LeadGenDbContext db, ImportFiles files, TimeProvider time)
{
    /// <summary>So long can an import be undone, and its rejected rows be had.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan HalfKept = TimeSpan.FromDays(1);
    private const int BatchSize = 100;

    /// <returns>Of how many imports something was removed.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var until = now - Kept;
        var old = await db
            .Imports.Where(import => import.FileRemovedAt == null && import.CreatedAt < until)
            .Where(import => import.FinishedAt == null || import.FinishedAt < until)
            .Where(import =>
                import.State != ImportState.Checking
                && import.State != ImportState.Running
                && import.State != ImportState.Undoing
            )
            .OrderBy(import => import.Id)
            .Take(BatchSize)
            .ToListAsync(cancel);
        foreach (var import in old)
        {
            files.Remove(import.Id);
            (import.FileRemovedAt, import.Told) = (now, import.Told with { FirstErrors = [] });
            import.Check = import.Check is { } check ? check with { FirstErrors = [] } : null;
        }

        // The row after the file: what is cut off between them is found by its row again.
        await db.SaveChangesAsync(cancel);
        var ids = old.ConvertAll(import => import.Id);
        await db.ImportParts.Where(part => ids.Contains(part.ImportId)).ExecuteDeleteAsync(cancel);
        return old.Count + await ForgetStrayAsync(now - HalfKept, cancel);
    }

    private async Task<int> ForgetStrayAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var ids = files.Before(before);
        var known = await db
            .Imports.Where(import => ids.Contains(import.Id))
            .Select(import => import.Id)
            .ToListAsync(cancel);
        var stray = ids.Except(known).ToList();
        stray.ForEach(files.Remove);
        return stray.Count;
    }
}
