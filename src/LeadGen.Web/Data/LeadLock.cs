using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>Whoever moves a lead locks its row first, before the rows that hang on it: so all wait in one order and none deadlock.</summary>
public static class LeadLock
{
    /// <summary>The lead as it is once nobody else is at it, or null where there is none; of a merged one the survivor. Within a transaction.</summary>
    public static async Task<Lead?> LockLeadAsync(this LeadGenDbContext db, Guid leadId, CancellationToken cancel)
    {
        // What the caller read before the lock may be old by now.
        db.ChangeTracker.Clear();
        var id = await db.SurvivorOfAsync(leadId, cancel);
        while (id is not null)
        {
            var found = await db
                .Leads.FromSql($"select * from leadgen.leads where id = {id} for update")
                .ToListAsync(cancel);
            if (found.SingleOrDefault() is not { MergedInto: { } survivor })
            {
                return found.SingleOrDefault();
            }

            // It was merged while we waited.
            id = survivor;
        }

        return null;
    }

    /// <summary>A hand-off as it is once nobody else is at it. After its lead, where that is locked too.</summary>
    private static async Task<Handoff?> LockHandoffAsync(this LeadGenDbContext db, Guid id, CancellationToken cancel)
    {
        var found = await db
            .Handoffs.FromSql($"select * from leadgen.handoffs where id = {id} for update")
            .ToListAsync(cancel);
        return found.SingleOrDefault();
    }

    /// <summary>A hand-off and its lead, the lead locked first. Null where there is none. Within a transaction.</summary>
    public static async Task<(Lead Lead, Handoff Handoff)?> LockWithLeadAsync(
        this LeadGenDbContext db,
        Guid handoffId,
        CancellationToken cancel
    )
    {
        var leadId = await db
            .Handoffs.Where(handoff => handoff.Id == handoffId)
            .Select(handoff => handoff.LeadId)
            .SingleOrDefaultAsync(cancel);
        return
            await db.LockLeadAsync(leadId, cancel) is { } lead
            && await db.LockHandoffAsync(handoffId, cancel) is { } handoff
            ? (lead, handoff)
            : null;
    }

    /// <summary>A person moves the lead now: with the score and the version of the model at this moment.</summary>
    public static async Task<MoveContext> PersonMovesAsync(
        this LeadGenDbContext db,
        Guid leadId,
        string actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var score = await db
            .LeadScores.AsNoTracking()
            .Where(score => score.LeadId == leadId)
            .Select(score => new { score.Score, score.ModelVersion })
            .SingleOrDefaultAsync(cancel);
        return new MoveContext(now, MoveCause.Person, actor, Score: score?.Score, ModelVersion: score?.ModelVersion);
    }
}
