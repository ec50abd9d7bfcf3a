using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Data.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Webhooks;

/// <summary>Writes down what came of an attempt: at the delivery, and at the endpoint where it begins or ceases to fail.</summary>
public sealed partial class WebhookRecord(LeadGenDbContext db, TimeProvider time, ILogger<WebhookRecord> log)
{
    /// <returns>False where another instance has it in hand by now.</returns>
    public async Task<bool> WriteAsync(WebhookDelivery delivery, WebhookAnswer answer, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var pause = WebhookAttempts.PauseAfter(delivery.Attempts, answer.RetryAfter, Random.Shared.NextDouble());
        var state =
            answer.IsTaken ? DeliveryState.Delivered
            : answer.IsGone || pause is null ? DeliveryState.Parked
            : DeliveryState.Waiting;
        var tried = new WebhookTry(now, (int)answer.Took.TotalMilliseconds, answer.Status, answer.Error, answer.Text);
        var tries = delivery.Tries.Append(tried).TakeLast(WebhookDelivery.TriesKept).ToList();
        var written = await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.webhook_deliveries set state = {Terms.Of(state)}, tries = {JsonColumn.Write(tries)}::jsonb,
                next_attempt_at = {now + (pause ?? TimeSpan.Zero)}, lease_owner = null, lease_until = null
            where event_id = {delivery.EventId} and endpoint_id = {delivery.EndpointId} and fence = {delivery.Fence}
                and state = 'waiting'
            """,
            cancel
        );
        if (!answer.IsTaken)
        {
            LogNotTaken(delivery.EventId, delivery.EndpointId, delivery.Attempts, Terms.Of(state), answer.Word);
        }

        return written > 0;
    }

    /// <summary>It takes again what it is sent.</summary>
    public Task WellAsync(Guid endpoint, CancellationToken cancel) =>
        db
            .WebhookEndpoints.Where(one => one.Id == endpoint && (one.FailuresInARow > 0 || one.PausedUntil != null))
            .ExecuteUpdateAsync(
                one =>
                    one.SetProperty(e => e.FailuresInARow, 0)
                        .SetProperty(e => e.FailingSince, (DateTimeOffset?)null)
                        .SetProperty(e => e.PausedUntil, (DateTimeOffset?)null),
                cancel
            );

    /// <returns>Until when it is asked nothing; null where others may be tried at once.</returns>
    public async Task<DateTimeOffset?> IllAsync(Guid endpoint, WebhookAnswer answer, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = time.GetUtcNow();
        var row = await db
            .WebhookEndpoints.FromSql($"select * from leadgen.webhook_endpoints where id = {endpoint} for update")
            .SingleOrDefaultAsync(cancel);
        if (row is null or { OffAt: not null })
        {
            return now;
        }

        row.FailuresInARow++;
        row.FailingSince ??= now;
        var pause = WebhookAttempts.Break(row.FailuresInARow, answer.RetryAfter, Random.Shared.NextDouble());
        row.PausedUntil = pause is null ? row.PausedUntil : now + pause;
        var why =
            answer.IsGone ? "It answered 410: it wants nothing any more."
            : now - row.FailingSince >= WebhookAttempts.GivenUpAfter && row.FailuresInARow >= WebhookAttempts.Max
                ? $"It took nothing for {WebhookAttempts.GivenUpAfter.Days} days."
            : null;
        if (why is not null)
        {
            await TurnOffAsync(row, why, now, cancel);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return row.OffAt ?? row.PausedUntil;
    }

    private async Task TurnOffAsync(WebhookEndpoint row, string why, DateTimeOffset now, CancellationToken cancel)
    {
        (row.OffAt, row.OffWhy) = (now, why);
        var news = (await new SalesManagers(db).AdministratorsAsync(cancel)).Select(staff => new Notification
        {
            Id = Guid.CreateVersion7(now),
            StaffId = staff,
            Kind = NotificationKind.WebhookOff,
            About = row.Name,
            At = now,
        });
        await new StaffBell(db).RingAsync([.. news], now, cancel);
        LogOff(row.Id, row.FailuresInARow);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Event {Event} was not taken by endpoint {Endpoint} at attempt {Attempt} and is {State}: {Result}"
    )]
    private partial void LogNotTaken(Guid @event, Guid endpoint, int attempt, string state, string result);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Endpoint {Endpoint} was turned off after {Failures} failures in a row; /admin/webhooks says why"
    )]
    private partial void LogOff(Guid endpoint, int failures);
}
