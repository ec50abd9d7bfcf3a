using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Pictures;

/// <summary>Removes pictures that no offer shows any more, and what came of uploads that ended halfway.</summary>
public sealed class PictureCleaning(LeadGenDbContext db, PictureStore pictures, TimeProvider time)
{
    /// <summary>Longer than it takes from the upload to the offer.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <returns>How many were removed.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancel)
    {
        var old = pictures.Before(time.GetUtcNow() - Kept);
        if (old.Count == 0)
        {
            return 0;
        }

        var shown = await db
            .Database.SqlQuery<Guid>(
                $"""
                select (page -> 'picture' ->> 'id')::uuid as "Value" from leadgen.offers where page -> 'picture' is not null
                """
            )
            .ToListAsync(cancel);
        var names = shown.Select(id => id.ToString("N")).ToHashSet(StringComparer.Ordinal);
        var gone = old.Where(file => !names.Contains(file.Name.Split('.')[0])).ToList();
        gone.ForEach(file => file.Delete());
        return gone.Count;
    }
}
