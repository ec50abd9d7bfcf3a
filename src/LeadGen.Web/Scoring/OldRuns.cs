using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Removes replays and learned scorecards that nobody looks at any more: each holds a whole model and what it found.</summary>
public static class OldRuns
{
    /// <summary>So many of the latest stay, of those that are done and of those that failed; what waits or runs stays in any case.</summary>
    public const int Kept = 100;

    /// <returns>How many were removed.</returns>
    public static async Task<int> ForgetAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from leadgen.replays where id in (
                select id from (
                    select id, row_number() over (partition by state order by id desc) as place
                    from leadgen.replays where state in ('done', 'failed')) runs
                where place > {Kept})
            """,
            cancel
        )
        + await db.Database.ExecuteSqlAsync(
            $"""
            delete from leadgen.learning_runs where id in (
                select id from (
                    select id, row_number() over (partition by state order by id desc) as place
                    from leadgen.learning_runs where state in ('done', 'failed')) runs
                where place > {Kept})
            """,
            cancel
        );
}
