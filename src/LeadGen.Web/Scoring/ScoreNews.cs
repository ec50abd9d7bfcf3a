using LeadGen.Web.Data;
using LeadGen.Web.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>
/// Tells other systems of scores that became others by something that happened to the lead. The first score is no change, and of what a
/// publication, an import or the passing of a day changes on all leads nobody is told one by one.
/// </summary>
internal static class ScoreNews
{
    /// <summary>Before the new scores are written, in their transaction.</summary>
    public static async Task TellAsync(LeadGenDbContext db, IEnumerable<LeadScore> moved, CancellationToken cancel)
    {
        var now = moved.ToList();
        var ids = now.Select(score => score.LeadId).ToArray();
        if (ids.Length == 0)
        {
            return;
        }

        var before = await db
            .LeadScores.AsNoTracking()
            .Where(score => ids.Contains(score.LeadId))
            .Select(score => new { score.LeadId, score.Score })
            .ToDictionaryAsync(score => score.LeadId, score => score.Score, cancel);
        await EventLog.WriteAsync(
            db,
            [
                .. now.Where(score => before.TryGetValue(score.LeadId, out var had) && had != score.Score)
                    .Select(score => EventDraft.Of(score, before[score.LeadId])),
            ],
            cancel
        );
    }
}
