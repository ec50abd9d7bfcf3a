using LeadGen.Domain.Leads;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>
/// The link from a merged lead to the one that it was found to be. What a merged lead did stays its own; whoever reads a person
/// reads all its parts.
/// </summary>
public static class Survivors
{
    /// <summary>The lead that stands for this one: itself, or what it was merged into. Null where there is none of this id.</summary>
    public static Task<Guid?> SurvivorOfAsync(this LeadGenDbContext db, Guid leadId, CancellationToken cancel) =>
        db
            .Leads.Where(lead => lead.Id == leadId)
            .Select(lead => (Guid?)(lead.MergedInto ?? lead.Id))
            .SingleOrDefaultAsync(cancel);

    /// <summary>The same for a lead that was read: of one that is alone nothing is asked.</summary>
    public static Task<Guid[]> PartsOfAsync(this LeadGenDbContext db, Lead lead, CancellationToken cancel) =>
        lead.Own is null ? Task.FromResult(new[] { lead.Id }) : db.PartsOfAsync(lead.Id, cancel);

    /// <summary>A lead and all that were merged into it, itself first.</summary>
    public static async Task<Guid[]> PartsOfAsync(this LeadGenDbContext db, Guid leadId, CancellationToken cancel) =>
        [
            leadId,
            .. await db
                .Leads.Where(lead => lead.MergedInto == leadId)
                .OrderBy(lead => lead.Id)
                .Select(lead => lead.Id)
                .ToListAsync(cancel),
        ];

    /// <summary>The same as it was known at an instant: what was merged later is not among them, what was parted later is.</summary>
    public static async Task<Guid[]> PartsOfAsync(
        this LeadGenDbContext db,
        Guid leadId,
        DateTimeOffset knownAt,
        CancellationToken cancel
    )
    {
        var at = knownAt.ToUniversalTime();
        var under = await db
            .Database.SqlQuery<Guid>(
                $"""
                with recursive parts(id) as (
                    select {leadId}
                    union
                    select merge.lead_id from leadgen.lead_merges merge join parts on parts.id = merge.survivor_id
                    where merge.merged_at <= {at} and (merge.undone_at is null or merge.undone_at > {at}))
                select id as "Value" from parts where id <> {leadId} order by id
                """
            )
            .ToListAsync(cancel);
        return [leadId, .. under];
    }

    /// <summary>All that were merged into any of these leads, each with its survivor. Asks nothing where these are alone.</summary>
    public static async Task<ILookup<Guid, Lead>> ReadMergedAsync(
        this LeadGenDbContext db,
        IEnumerable<Lead> survivors,
        CancellationToken cancel
    )
    {
        var ids = survivors.Where(lead => lead.Own is not null).Select(lead => (Guid?)lead.Id).ToArray();
        return (
            ids.Length == 0
                ? []
                : await db.Leads.AsNoTracking().Where(lead => ids.Contains(lead.MergedInto)).ToListAsync(cancel)
        ).ToLookup(lead => lead.MergedInto!.Value);
    }
}
