using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Imports;

/// <summary>
/// Takes an import back, part by part and the last first, each in a transaction that removes the part: so it goes on where it was stopped.
/// A lead that it made goes, unless something else has touched it; of others go what the import told and the stage that followed of it.
/// </summary>
internal sealed class ImportUndo(CaptureTransaction transaction, RescoreQueue queue, TimeProvider time)
{
    /// <param name="keep">Notes how far it is, in the transaction of the part.</param>
    public async Task RunAsync(
        LeadImport import,
        Func<LeadGenDbContext, ImportUndone, CancellationToken, Task> keep,
        CancellationToken cancel
    )
    {
        var so = import.Undone ?? new ImportUndone();
        while (
            await transaction.RunAsync((db, _, token) => PartAsync(db, import, so, keep, token), cancel) is { } undone
        )
        {
            so = undone;
            queue.Wake();
        }
    }

    /// <returns>What is taken back by now; null where no part is left.</returns>
    private async Task<ImportUndone?> PartAsync(
        LeadGenDbContext db,
        LeadImport import,
        ImportUndone so,
        Func<LeadGenDbContext, ImportUndone, CancellationToken, Task> keep,
        CancellationToken cancel
    )
    {
        var part = await db
            .ImportParts.AsNoTracking()
            .Where(part => part.ImportId == import.Id)
            .OrderByDescending(part => part.Number)
            .FirstOrDefaultAsync(cancel);
        if (part is null)
        {
            return null;
        }

        var ids = await LeadsOfAsync(db, part, cancel);
        var leads = await db
            .Leads.FromSql($"select * from leadgen.leads where id = any({ids}) order by id for update")
            .ToDictionaryAsync(lead => lead.Id, cancel);
        var gone = await UntouchedAsync(db, part, cancel);
        so = so with
        {
            FactChanges =
                so.FactChanges
                + await db.FactChanges.CountAsync(
                    c => part.FactChanges.Contains(c.Id) && gone.Contains(c.LeadId),
                    cancel
                ),
            Outcomes =
                so.Outcomes
                + await db.Outcomes.CountAsync(o => part.Outcomes.Contains(o.Id) && gone.Contains(o.LeadId), cancel),
            Touchpoints =
                so.Touchpoints
                + await db.Touchpoints.Where(t => part.Touchpoints.Contains(t.Id)).ExecuteDeleteAsync(cancel),
        };
        foreach (var id in gone)
        {
            db.Entry(leads[id]).State = EntityState.Detached;
        }

        so = await RemoveAsync(db, import, gone, leads, so, cancel);
        var kept = leads.Values.Where(lead => !gone.Contains(lead.Id)).ToList();
        so = await new LeadUndo(db, part, time.GetUtcNow()).RunAsync(kept, so, cancel);
        var touched = part.Leads.Count(id => leads.ContainsKey(id) && !gone.Contains(id));
        so = LeadUndo.Count(so, "touched", touched);
        await Tables.RescoreRequests.CopyAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(),
            kept.Select(lead => RescoreQueue.Quiet(lead.Id, MoveCause.Touchpoint, time.GetUtcNow())),
            cancel
        );
        await db
            .ImportParts.Where(one => one.ImportId == part.ImportId && one.Number == part.Number)
            .ExecuteDeleteAsync(cancel);
        await keep(db, so, cancel);
        return so;
    }

    /// <summary>All leads of which the part holds something.</summary>
    private static Task<Guid[]> LeadsOfAsync(LeadGenDbContext db, ImportPart part, CancellationToken cancel) =>
        db
            .Database.SqlQuery<Guid>(
                $"""
                select id as "Value" from unnest({part.Leads}) id
                union select lead_id from leadgen.fact_changes where id = any({part.FactChanges})
                union select lead_id from leadgen.touchpoints where id = any({part.Touchpoints}) and lead_id is not null
                union select lead_id from leadgen.outcomes where id = any({part.Outcomes})
                """
            )
            .ToArrayAsync(cancel);

    private static Task<Guid[]> UntouchedAsync(LeadGenDbContext db, ImportPart part, CancellationToken cancel) =>
        db
            .Database.SqlQueryRaw<Guid>(
                UndoTables.Untouched,
                new NpgsqlParameter("leads", part.Leads),
                new NpgsqlParameter("changes", part.FactChanges),
                new NpgsqlParameter("touchpoints", part.Touchpoints),
                new NpgsqlParameter("outcomes", part.Outcomes),
                new NpgsqlParameter("moves", part.StageMoves)
            )
            .ToArrayAsync(cancel);

    private static async Task<ImportUndone> RemoveAsync(
        LeadGenDbContext db,
        LeadImport import,
        Guid[] gone,
        Dictionary<Guid, Lead> leads,
        ImportUndone so,
        CancellationToken cancel
    )
    {
        if (gone.Length == 0)
        {
            return so;
        }

        foreach (var table in UndoTables.Follow)
        {
            await db.Database.ExecuteSqlRawAsync(UndoTables.Delete(table), [gone], cancel);
        }

        // Accounts that came with them and are nobody else's.
        var accounts = gone.Select(id => leads[id].AccountId).OfType<Guid>().Distinct().ToArray();
        var removed = await db.Database.ExecuteSqlAsync(
            $"""
            delete from leadgen.accounts a where a.id = any({accounts}) and a.created_at >= {import.StartedAt}
                and not exists (select from leadgen.leads l where l.account_id = a.id)
                and not exists (select from leadgen.account_changes c where c.account_id = a.id)
            """,
            cancel
        );
        return so with { Leads = so.Leads + gone.Length, Accounts = so.Accounts + removed };
    }
}
