using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Spam;

/// <summary>What staff delete as spam is learned, sentence by sentence, and forgotten when they release the same.</summary>
internal static class DeletedTexts
{
    /// <summary>The newest; each is sixteen bytes in memory.</summary>
    private const int ReadMax = 50_000;

    public static async Task<IReadOnlySet<Guid>> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await db
            .DeletedTexts.AsNoTracking()
            .OrderByDescending(text => text.DeletedAt)
            .Take(ReadMax)
            .Select(text => text.Id)
            .ToHashSetAsync(cancel);

    /// <summary>In the transaction of the verdict.</summary>
    public static async Task LearnAsync(
        LeadGenDbContext db,
        string? text,
        bool isSpam,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var marks = TextMarks.Of(text).Ids.ToArray();
        if (marks.Length == 0)
        {
            return;
        }

        // Its row is the lock: of two verdicts on the same text none waits for the other in a circle.
        await SpamSettings.RaiseAsync(db, cancel);
        if (isSpam)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.deleted_texts (id, deleted_at) select id, {now} from unnest({marks}) id
                on conflict (id) do update set deleted_at = excluded.deleted_at
                """,
                cancel
            );
        }
        else
        {
            await db.DeletedTexts.Where(deleted => marks.Contains(deleted.Id)).ExecuteDeleteAsync(cancel);
        }
    }
}
