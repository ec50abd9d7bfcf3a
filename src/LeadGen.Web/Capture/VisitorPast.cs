using LeadGen.Domain;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>What browsers did before it was known whose they are. It becomes the lead's who is first identified there.</summary>
internal static class VisitorPast
{
    /// <summary>The touchpoints of these visitors, each given to the lead at the same place. What is somebody's already stays theirs.</summary>
    /// <returns>What of it a lead moves by: the intent that somebody stated before it was known who they were.</returns>
    public static Task<List<StatedBefore>> ClaimAsync(
        LeadGenDbContext db,
        Guid[] visitors,
        Guid[] leads,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<StatedBefore>(
                $"""
                with claimed as (
                    update leadgen.touchpoints t set lead_id = i.lead_id
                    from unnest({visitors}, {leads}) as i (visitor_id, lead_id)
                    where t.visitor_id = i.visitor_id and t.lead_id is null
                    returning t.id, t.lead_id, t.properties)
                select id, lead_id from claimed where properties ->> 'intent' = {Terms.Of(Intent.Stated)}
                """
            )
            .ToListAsync(cancel);

    /// <summary>Of each lead the first and the last of these touchpoints that had a source.</summary>
    public static Task<List<Touchpoint>> TouchesAsync(
        LeadGenDbContext db,
        Guid[] visitors,
        Guid[] leads,
        CancellationToken cancel
    ) =>
        db
            .Touchpoints.FromSql(
                $"""
                (select distinct on (lead_id) * from leadgen.touchpoints
                 where lead_id = any({leads}) and visitor_id = any({visitors}) and source is not null and not machine
                 order by lead_id, occurred_at, id)
                union all
                (select distinct on (lead_id) * from leadgen.touchpoints
                 where lead_id = any({leads}) and visitor_id = any({visitors}) and source is not null and not machine
                 order by lead_id, occurred_at desc, id desc)
                """
            )
            .AsNoTracking()
            .ToListAsync(cancel);
}

/// <summary>A touchpoint with a stated intent that has just become a lead's.</summary>
internal sealed record StatedBefore(Guid Id, Guid LeadId);
