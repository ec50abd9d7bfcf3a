using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Events;

/// <summary>Numbers events and writes them, however many, by one statement.</summary>
public static class EventLog
{
    /// <summary>
    /// In the transaction of what they tell. The rows of the leads count: whoever moves a lead or acts on its hand-off holds its row
    /// already, so that nobody waits here. The deliveries to webhooks are written with them.
    /// </summary>
    public static async Task WriteAsync(
        LeadGenDbContext db,
        IReadOnlyCollection<EventDraft> drafts,
        CancellationToken cancel
    )
    {
        if (drafts.Count == 0)
        {
            return;
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            with told as (
                select * from unnest(
                    {drafts.Select(draft => draft.Id).ToArray()}, {drafts.Select(draft => draft.Type).ToArray()},
                    {drafts.Select(draft => draft.LeadId).ToArray()}, {drafts.Select(draft =>
                draft.OccurredAt.ToUniversalTime()
            ).ToArray()},
                    {drafts.Select(draft => draft.Payload).ToArray()})
                    with ordinality as t (id, type, lead_id, occurred_at, payload, nth)),
            counted as (
                update leadgen.leads l set event_sequence = l.event_sequence + more.count
                from (select lead_id, count(*) as count from told group by lead_id) more
                where l.id = more.lead_id
                returning l.id, l.event_sequence - more.count as before),
            written as (
                insert into leadgen.events (id, type, lead_id, sequence, occurred_at, payload)
                select told.id, told.type, told.lead_id,
                    counted.before + row_number() over (partition by told.lead_id order by told.nth),
                    told.occurred_at, told.payload::jsonb
                from told join counted on counted.id = told.lead_id
                returning id, type)
            insert into leadgen.webhook_deliveries (event_id, endpoint_id, state, attempts, next_attempt_at, fence, tries)
            select written.id, e.id, 'waiting', 0, now(), 0, '[]'
            from written join leadgen.webhook_endpoints e on e.off_at is null and e.types ? written.type
            """,
            cancel
        );
    }

    /// <summary>Removes what is older than it is kept. An id tells when it was made.</summary>
    public static Task<int> ForgetAsync(LeadGenDbContext db, DateTimeOffset now, CancellationToken cancel)
    {
        var oldest = Guid.CreateVersion7(now - LeadEvent.Kept);
        return db.Set<LeadEvent>().Where(told => told.Id.CompareTo(oldest) < 0).ExecuteDeleteAsync(cancel);
    }
}
