using LeadGen.Domain;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>Stores many touchpoints by one statement. An id that is there stays what it is.</summary>
internal static class TouchpointRows
{
    /// <returns>The ids of those that were new.</returns>
    public static async Task<HashSet<Guid>> InsertAsync(
        LeadGenDbContext db,
        IReadOnlyList<Touchpoint> touchpoints,
        CancellationToken cancel
    )
    {
        if (touchpoints.Count == 0)
        {
            return [];
        }

        var stored = await db
            .Database.SqlQuery<Guid>(
                $"""
                insert into leadgen.touchpoints (id, kind, occurred_at, recorded_at, lead_id, visitor_id, submission_id, offer, path, channel, source, properties, machine, machine_why)
                select id, kind, occurred_at, recorded_at, lead_id, visitor_id, submission_id, offer, path, channel, source::jsonb, properties::jsonb, machine, machine_why
                from unnest(
                    {touchpoints.Select(t => t.Id).ToArray()}, {touchpoints.Select(t => t.Kind).ToArray()},
                    {touchpoints.Select(t => t.OccurredAt).ToArray()}, {touchpoints.Select(t =>
                    t.RecordedAt
                ).ToArray()},
                    {touchpoints.Select(t => t.LeadId).ToArray()}, {touchpoints.Select(t => t.VisitorId).ToArray()},
                    {touchpoints.Select(t => t.SubmissionId).ToArray()}, {touchpoints.Select(t => t.Offer).ToArray()},
                    {touchpoints.Select(t => t.Path).ToArray()},
                    {touchpoints.Select(t => t.Channel is { } channel ? Terms.Of(channel) : null).ToArray()},
                    {touchpoints.Select(t => t.Source is null ? null : JsonColumn.Write(t.Source)).ToArray()},
                    {touchpoints.Select(t => JsonColumn.Write(t.Properties)).ToArray()},
                    {touchpoints.Select(t => t.Machine).ToArray()}, {touchpoints.Select(t => t.MachineWhy).ToArray()})
                    as t (id, kind, occurred_at, recorded_at, lead_id, visitor_id, submission_id, offer, path, channel, source, properties, machine, machine_why)
                order by id
                on conflict (id) do nothing
                returning id as "Value"
                """
            )
            .ToListAsync(cancel);
        return [.. stored];
    }
}
