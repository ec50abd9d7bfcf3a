using LeadGen.Web.Data.Events;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Data.Webhooks;

/// <summary>Makes deliveries of events, for the endpoints that want these and are on.</summary>
public static class WebhookQueue
{
    /// <summary>In the batch that stores the event itself.</summary>
    public static void TellInto(NpgsqlBatch batch, LeadEvent told)
    {
        var command = new NpgsqlBatchCommand(
            """
            insert into leadgen.webhook_deliveries (event_id, endpoint_id, state, attempts, next_attempt_at, fence, tries)
            select $1, id, 'waiting', 0, now(), 0, '[]' from leadgen.webhook_endpoints where off_at is null and types ? $2
            """
        );
        command.Parameters.Add(new NpgsqlParameter { Value = told.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = told.Type });
        batch.BatchCommands.Add(command);
    }

    /// <summary>Sends one anew, with all its attempts; what it was before is kept in its history.</summary>
    /// <returns>False where there is no such delivery, or it waits anyway.</returns>
    public static async Task<bool> SendAgainAsync(
        this LeadGenDbContext db,
        Guid endpoint,
        Guid told,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.webhook_deliveries set state = 'waiting', attempts = 0, next_attempt_at = {now}
            where endpoint_id = {endpoint} and event_id = {told} and state <> 'waiting'
            """,
            cancel
        ) > 0;

    /// <summary>All that are parked.</summary>
    public static Task<int> SendParkedAgainAsync(
        this LeadGenDbContext db,
        Guid endpoint,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.webhook_deliveries set state = 'waiting', attempts = 0, next_attempt_at = {now}
            where endpoint_id = {endpoint} and state = 'parked'
            """,
            cancel
        );

    /// <summary>
    /// All events since then of the types that it wants, whether it was told of them before, or was off, or not there yet. An id tells
    /// when it was made.
    /// </summary>
    public static Task<int> SendAgainSinceAsync(
        this LeadGenDbContext db,
        Guid endpoint,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.webhook_deliveries as d (event_id, endpoint_id, state, attempts, next_attempt_at, fence, tries)
            select told.id, e.id, 'waiting', 0, {now}, 0, '[]'
            from leadgen.webhook_endpoints e join leadgen.events told on e.types ? told.type
            where e.id = {endpoint} and told.id >= {FirstId.Since(since)} and told.occurred_at >= {since}
            on conflict (event_id, endpoint_id) do update
                set state = 'waiting', attempts = 0, next_attempt_at = excluded.next_attempt_at where d.state <> 'waiting'
            """,
            cancel
        );
}
