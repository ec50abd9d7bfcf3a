using LeadGen.Domain.Leads;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>What came of a change to an example.</summary>
public enum GoldenResult
{
    Done,
    NotFound,

    /// <summary>Somebody else changed it in the meantime.</summary>
    MovedOn,

    /// <summary>Another one has that name.</summary>
    NameTaken,

    /// <summary>There are as many as there may be.</summary>
    TooMany,
}

/// <summary>Keeps the golden leads, and says which of them a model changes.</summary>
public sealed class GoldenDesk(LeadGenDbContext db, LeadScoring scoring, ModelDesk models, TimeProvider time)
{
    public Task<List<GoldenLeadRow>> AllAsync(CancellationToken cancel) =>
        db.GoldenLeads.AsNoTracking().OrderBy(row => row.Name).Take(GoldenLead.Max).ToListAsync(cancel);

    public Task<GoldenLeadRow?> FindAsync(Guid id, CancellationToken cancel) =>
        db.GoldenLeads.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel);

    public async Task<IReadOnlyList<GoldenCheck>> CheckAsync(
        ScoringModel before,
        ScoringModel after,
        CancellationToken cancel
    ) => GoldenCheck.Of((await AllAsync(cancel)).Select(row => row.Lead), before, after);

    /// <summary>Those whose verdict changes from one model to the next.</summary>
    public async Task<IReadOnlyList<GoldenCheck>> ChangedAsync(
        ScoringModel before,
        ScoringModel after,
        CancellationToken cancel
    ) => [.. (await CheckAsync(before, after, cancel)).Where(check => check.IsChanged)];

    /// <param name="id">Null makes a new one.</param>
    /// <param name="revision">The one that the editor saw.</param>
    public async Task<GoldenResult> SaveAsync(
        Guid? id,
        GoldenLead lead,
        string? actor,
        int? revision,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        if (await db.GoldenLeads.AnyAsync(other => other.Name == lead.Name && other.Id != id, cancel))
        {
            return GoldenResult.NameTaken;
        }

        var row = id is null ? null : await db.GoldenLeads.SingleOrDefaultAsync(found => found.Id == id, cancel);
        if (id is not null && (row is null || row.Revision != revision))
        {
            return row is null ? GoldenResult.NotFound : GoldenResult.MovedOn;
        }

        if (row is null)
        {
            if (await db.GoldenLeads.CountAsync(cancel) >= GoldenLead.Max)
            {
                return GoldenResult.TooMany;
            }

            row = new GoldenLeadRow
            {
                Id = Guid.CreateVersion7(now),
                Name = lead.Name,
                Lead = lead,
            };
            db.GoldenLeads.Add(row);
        }

        (row.Name, row.Lead, row.UpdatedAt, row.UpdatedBy, row.Revision) = (
            lead.Name,
            lead,
            now,
            actor,
            row.Revision + 1
        );
        return await db.TrySaveAsync(cancel) ? GoldenResult.Done : GoldenResult.MovedOn;
    }

    public async Task<bool> RemoveAsync(Guid id, CancellationToken cancel) =>
        await db.GoldenLeads.Where(row => row.Id == id).ExecuteDeleteAsync(cancel) > 0;

    /// <summary>Makes an example of a lead, without anything that tells who it is. It is expected to stay as it is now.</summary>
    /// <returns>The id of the example; null where there is no such lead or no room.</returns>
    public async Task<(GoldenResult Result, Guid? Id)> CopyAsync(Guid leadId, string? actor, CancellationToken cancel)
    {
        var lead = await db.Leads.AsNoTracking().SingleOrDefaultAsync(found => found.Id == leadId, cancel);
        if (lead is null)
        {
            return (GoldenResult.NotFound, null);
        }

        var account = lead.AccountId is { } accountId
            ? await db.Accounts.AsNoTracking().SingleOrDefaultAsync(found => found.Id == accountId, cancel)
            : null;
        var hand = await models.ReadAsync(cancel);
        var explained = await scoring.ExplainAsync(lead, account, cancel);
        var names = await db.GoldenLeads.Select(row => row.Name).ToListAsync(cancel);
        var name = Enumerable
            .Range(1, GoldenLead.Max + 1)
            .Select(number => $"Example {number}")
            .First(free => !names.Contains(free));
        var copy = GoldenCopy.Of(
            name,
            ScoredFacts.Of(lead, account),
            explained.Touchpoints.Where(touchpoint => !(touchpoint.OccurredAt <= lead.CountsAfter)),
            explained.AsOf,
            hand.Draft is null ? [hand.Published.Model] : [hand.Published.Model, hand.Draft.Model],
            hand.Published.Model
        );
        var result = await SaveAsync(null, copy, actor, null, cancel);
        return (
            result,
            result == GoldenResult.Done
                ? await db.GoldenLeads.Where(row => row.Name == name).Select(row => (Guid?)row.Id).SingleAsync(cancel)
                : null
        );
    }
}
