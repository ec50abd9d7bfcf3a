using System.Collections.Concurrent;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Webhooks;

/// <summary>
/// Sends the deliveries that are due. Each endpoint has a lane of its own, which takes a batch in hand with a lease, sends outside any
/// transaction, and records only while the lease is its own: so one that hangs holds up nobody else, of several instances each sends its
/// share, and what a killed one had in hand another sends.
/// </summary>
public sealed partial class WebhookRoad(
    IServiceScopeFactory scopes,
    WebhookSender sender,
    WebhookSeal seal,
    WebhookTimes times,
    TimeProvider time,
    ILogger<WebhookRoad> log
)
{
    public const int BatchSize = 20;

    /// <summary>How many messages an endpoint gets at once from an instance.</summary>
    public const int AtOnceMax = 4;

    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Random.Shared.Next():x}";
    private readonly ConcurrentDictionary<Guid, Task> _lanes = new();

    /// <summary>Sends everything that is due; for tests.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await StartAsync(cancel) > 0)
        {
            await Task.WhenAll(_lanes.Values);
        }
    }

    /// <summary>Starts a lane for each endpoint that has something due and none yet.</summary>
    /// <returns>How many.</returns>
    public async Task<int> StartAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var due = await scope
            .ServiceProvider.GetRequiredService<LeadGenDbContext>()
            .Database.SqlQuery<Guid>(
                $"""
                select e.id as "Value" from leadgen.webhook_endpoints e
                where e.off_at is null and (e.paused_until is null or e.paused_until <= {now})
                and not exists (select from leadgen.settings where key = {OutgoingHold.Key}) and exists (
                    select from leadgen.webhook_deliveries d
                    where d.endpoint_id = e.id and d.state = 'waiting' and d.next_attempt_at <= {now})
                """
            )
            .ToListAsync(cancel);
        var started = 0;
        foreach (var endpoint in due.Where(endpoint => !_lanes.TryGetValue(endpoint, out var lane) || lane.IsCompleted))
        {
            _lanes[endpoint] = Task.Run(() => RunAsync(endpoint, cancel), CancellationToken.None);
            started++;
        }

        return started;
    }

    /// <summary>What was begun is sent to its end.</summary>
    public Task EndAsync() => Task.WhenAll(_lanes.Values);

    private async Task RunAsync(Guid endpoint, CancellationToken cancel)
    {
        try
        {
            while (!cancel.IsCancellationRequested && await NextAsync(endpoint, cancel)) { }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, endpoint);
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    /// <returns>True where more may be due.</returns>
    private async Task<bool> NextAsync(Guid id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel);
        if (endpoint is null or { OffAt: not null } || endpoint.PausedUntil > time.GetUtcNow())
        {
            return false;
        }

        var size = endpoint.FailuresInARow < WebhookAttempts.BreaksAfter ? BatchSize : 1;
        var claimed = await ClaimAsync(db, id, size, cancel);
        if (claimed.Count == 0)
        {
            return false;
        }

        var ids = claimed.Select(delivery => delivery.EventId).ToArray();
        var events = await db.Set<LeadEvent>()
            .AsNoTracking()
            .Where(told => ids.Contains(told.Id))
            .ToDictionaryAsync(told => told.Id, cancel);
        var batch = new Batch(endpoint, seal.Read(endpoint, time.GetUtcNow()), events, new(claimed));
        await Task.WhenAll(Enumerable.Range(0, AtOnceMax).Select(_ => SendAsync(batch, cancel)));
        await PutBackAsync(db, batch);
        return batch.Until is null && claimed.Count == size;
    }

    private Task<List<WebhookDelivery>> ClaimAsync(LeadGenDbContext db, Guid id, int size, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // A plain subquery may be run again for each row that it is joined with, and takes more than its limit then.
        return db
            .WebhookDeliveries.FromSql(
                $"""
                with due as materialized (
                    select event_id from leadgen.webhook_deliveries
                    where endpoint_id = {id} and state = 'waiting' and next_attempt_at <= {now}
                    and not exists (select from leadgen.settings where key = {OutgoingHold.Key})
                    order by next_attempt_at limit {size} for update skip locked)
                update leadgen.webhook_deliveries d set lease_owner = {_owner}, lease_until = {now + times.Lease},
                    next_attempt_at = {now + times.Lease}, attempts = attempts + 1, fence = fence + 1
                from due where d.endpoint_id = {id} and d.event_id = due.event_id
                returning d.*
                """
            )
            .AsNoTracking()
            .ToListAsync(cancel);
    }

    private async Task SendAsync(Batch batch, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested && batch.Until is null && batch.Waiting.TryDequeue(out var delivery))
        {
            // Who was frozen, or had slow ones before this, may no longer be the only one who has it in hand.
            if (delivery.LeaseUntil - time.GetUtcNow() < times.Needed)
            {
                batch.Waiting.Enqueue(delivery);
                return;
            }

            await using var scope = scopes.CreateAsyncScope();
            var services = scope.ServiceProvider;
            if (!batch.Events.TryGetValue(delivery.EventId, out var told))
            {
                await ForgetAsync(services.GetRequiredService<LeadGenDbContext>(), delivery);
                continue;
            }

            var answer =
                batch.Secrets.Count > 0
                    ? await sender.SendAsync(WebhookMessage.Of(told), batch.Endpoint.Url, batch.Secrets)
                    : new WebhookAnswer(null, "Its secret cannot be read any more. Make a new one.");
            WebhookMetrics.Tried(answer);
            // What was sent is recorded though the app stops.
            var record = services.GetRequiredService<WebhookRecord>();
            if (!await record.WriteAsync(delivery, answer, CancellationToken.None))
            {
                LogNotOurs(delivery.EventId, delivery.EndpointId);
            }

            if (answer.IsTaken)
            {
                await batch.WellAsync(record);
            }
            else
            {
                batch.Failed(await record.IllAsync(delivery.EndpointId, answer, CancellationToken.None));
            }
        }
    }

    /// <summary>What was taken in hand and not tried waits as if it had not been.</summary>
    private async Task PutBackAsync(LeadGenDbContext db, Batch batch)
    {
        var next = batch.Until ?? time.GetUtcNow();
        foreach (var delivery in batch.Waiting)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.webhook_deliveries set attempts = attempts - 1, next_attempt_at = {next},
                    lease_owner = null, lease_until = null
                where event_id = {delivery.EventId} and endpoint_id = {delivery.EndpointId} and fence = {delivery.Fence}
                    and state = 'waiting'
                """,
                CancellationToken.None
            );
        }
    }

    /// <summary>The event is gone: its person was erased, or it is older than events are kept.</summary>
    private static Task<int> ForgetAsync(LeadGenDbContext db, WebhookDelivery delivery) =>
        db
            .WebhookDeliveries.Where(one =>
                one.EventId == delivery.EventId && one.EndpointId == delivery.EndpointId && one.Fence == delivery.Fence
            )
            .ExecuteDeleteAsync(CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lane of endpoint {Endpoint} failed for a moment and goes on")]
    private partial void LogFailed(Exception e, Guid endpoint);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Event {Event} for endpoint {Endpoint} was taken over by another instance meanwhile"
    )]
    private partial void LogNotOurs(Guid @event, Guid endpoint);

    /// <summary>What a lane has in hand. What is left in it was not tried.</summary>
    private sealed class Batch(
        WebhookEndpoint endpoint,
        IReadOnlyList<string> secrets,
        Dictionary<Guid, LeadEvent> events,
        ConcurrentQueue<WebhookDelivery> waiting
    )
    {
        private readonly Lock _lock = new();
        private bool _isIll = endpoint.FailuresInARow > 0 || endpoint.PausedUntil is not null;

        public WebhookEndpoint Endpoint => endpoint;
        public IReadOnlyList<string> Secrets => secrets;
        public Dictionary<Guid, LeadEvent> Events => events;
        public ConcurrentQueue<WebhookDelivery> Waiting => waiting;

        /// <summary>Until when the endpoint is left alone.</summary>
        public DateTimeOffset? Until { get; private set; }

        public void Failed(DateTimeOffset? until)
        {
            lock (_lock)
            {
                (_isIll, Until) = (true, until > Until || Until is null ? until : Until);
            }
        }

        /// <summary>An endpoint that is well is not written to at each message.</summary>
        public async Task WellAsync(WebhookRecord record)
        {
            lock (_lock)
            {
                if (!_isIll)
                {
                    return;
                }

                _isIll = false;
            }

            await record.WellAsync(endpoint.Id, CancellationToken.None);
        }
    }
}
