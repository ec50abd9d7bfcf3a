using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>Takes back what a part of an import told of leads that stay.</summary>
internal sealed class LeadUndo(LeadGenDbContext db, ImportPart part, DateTimeOffset now)
{
    private readonly HashSet<Guid> _changes = [.. part.FactChanges];
    private readonly HashSet<Guid> _moves = [.. part.StageMoves];

    public static ImportUndone Count(ImportUndone so, string reason, int leads) =>
        leads == 0
            ? so
            : so with
            {
                Kept = new Dictionary<string, long>(so.Kept) { [reason] = so.Kept.GetValueOrDefault(reason) + leads },
            };

    public async Task<ImportUndone> RunAsync(IReadOnlyList<Lead> leads, ImportUndone so, CancellationToken cancel)
    {
        if (leads.Count == 0)
        {
            return so;
        }

        var ids = leads.Select(lead => lead.Id).ToArray();
        so = await ForgetAsync(leads, ids, so, cancel);
        so = await UnmoveAsync(leads, ids, so, cancel);
        await db.SaveChangesAsync(cancel);
        return so;
    }

    private async Task<ImportUndone> ForgetAsync(
        IReadOnlyList<Lead> leads,
        Guid[] ids,
        ImportUndone so,
        CancellationToken cancel
    )
    {
        var told = await db.FactChanges.AsNoTracking().Where(c => ids.Contains(c.LeadId)).ToListAsync(cancel);
        var gone = new List<Guid>();
        var merged = 0;
        foreach (var lead in leads)
        {
            var all = told.FindAll(change => change.LeadId == lead.Id);
            var own = all.FindAll(change => _changes.Contains(change.Id));
            if (own.Count == 0)
            {
                continue;
            }

            if (!lead.IsByItself)
            {
                merged++;
                continue;
            }

            lead.Forget(own, all.Where(change => !_changes.Contains(change.Id)), now);
            gone.AddRange(own.Select(change => change.Id));
        }

        so = so with
        {
            FactChanges =
                so.FactChanges
                + await db.FactChanges.Where(change => gone.Contains(change.Id)).ExecuteDeleteAsync(cancel),
        };
        return Count(so, "merged", merged);
    }

    private async Task<ImportUndone> UnmoveAsync(
        IReadOnlyList<Lead> leads,
        Guid[] ids,
        ImportUndone so,
        CancellationToken cancel
    )
    {
        var outcomes = await db
            .Outcomes.AsNoTracking()
            .Where(outcome => part.Outcomes.Contains(outcome.Id) && ids.Contains(outcome.LeadId))
            .ToListAsync(cancel);
        if (outcomes.Count == 0)
        {
            return so;
        }

        var moves = await db.StageMoves.AsNoTracking().Where(m => ids.Contains(m.LeadId)).ToListAsync(cancel);
        var (goneOutcomes, goneMoves, closed, movedOn) = (new List<Guid>(), new List<Guid>(), 0, 0);
        foreach (var told in outcomes.GroupBy(outcome => outcome.LeadId))
        {
            var lead = leads.First(lead => lead.Id == told.Key);
            var all = moves.Where(m => m.LeadId == lead.Id).OrderBy(m => m.At).ThenBy(m => m.Id).ToList();
            var own = all.FindAll(move => _moves.Contains(move.Id));
            if (own.Exists(move => move.HandoffId is not null))
            {
                closed++;
            }
            else if (!lead.IsByItself || !IsLast(lead, own, all))
            {
                movedOn++;
            }
            else
            {
                lead.Unmove(own, [.. all.Except(own)], now);
                goneOutcomes.AddRange(told.Select(outcome => outcome.Id));
                goneMoves.AddRange(own.Select(move => move.Id));
            }
        }

        await db.StageMoves.Where(move => goneMoves.Contains(move.Id)).ExecuteDeleteAsync(cancel);
        so = so with
        {
            Outcomes =
                so.Outcomes
                + await db.Outcomes.Where(outcome => goneOutcomes.Contains(outcome.Id)).ExecuteDeleteAsync(cancel),
        };
        return Count(Count(so, "closed", closed), "moved", movedOn);
    }

    /// <summary>Did nothing move it after these?</summary>
    private static bool IsLast(Lead lead, List<StageMove> own, List<StageMove> all) =>
        own.Count == 0 || (lead.Stage == own[^1].To && all.TakeLast(own.Count).SequenceEqual(own));
}
