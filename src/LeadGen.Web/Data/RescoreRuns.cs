using LeadGen.Domain.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>Passes over all leads: a new one, and how far the latest has come.</summary>
public static class RescoreRuns
{
    /// <summary>A pass that begins now. What was still under way for an older version is superseded by it.</summary>
    public static async Task<RescoreRun> StartAsync(
        LeadGenDbContext db,
        MoveCause cause,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        await db
            .RescoreRuns.Where(run => run.FinishedAt == null)
            .ExecuteUpdateAsync(run => run.SetProperty(r => r.FinishedAt, now), cancel);
        return new RescoreRun
        {
            Id = Guid.CreateVersion7(now),
            Cause = cause,
            StartedAt = now,
            Total = await AboutHowManyLeadsAsync(db, cancel),
        };
    }

    public static Task<RescoreRun?> LatestAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db.RescoreRuns.AsNoTracking().OrderByDescending(run => run.Id).FirstOrDefaultAsync(cancel);

    // The planner's estimate: a count of all leads is too dear for a number that only says how long it may take.
    private static async Task<long> AboutHowManyLeadsAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await db
            .Database.SqlQuery<long>(
                $"select greatest(reltuples, 0)::bigint as \"Value\" from pg_class where oid = 'leadgen.leads'::regclass"
            )
            .SingleAsync(cancel);
}
