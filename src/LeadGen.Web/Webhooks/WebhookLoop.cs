using LeadGen.Web.Data;
using LeadGen.Web.Data.Webhooks;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Webhooks;

/// <summary>Looks every second which endpoints have something due, for as long as the app runs, and counts what is late.</summary>
public sealed class WebhookLoop(
    WebhookRoad road,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<WebhookLoop> log
) : WorkLoop(Look, log)
{
    private const int CountedTo = 10_000;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measure = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private DateTimeOffset _measured = DateTimeOffset.MinValue;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await road.EndAsync().WaitAsync(cancellationToken);
    }

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        await road.StartAsync(stop);
        await MeasureAsync(stop);
        return false;
    }

    private async Task MeasureAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (now - _measured < Measure)
        {
            return;
        }

        _measured = now;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var on = db.WebhookEndpoints.Where(endpoint => endpoint.OffAt == null).Select(endpoint => endpoint.Id);
        WebhookMetrics.Overdue(
            await db
                .WebhookDeliveries.Where(delivery => delivery.State == DeliveryState.Waiting)
                .Where(delivery => delivery.NextAttemptAt < now - Late && on.Contains(delivery.EndpointId))
                .OrderBy(delivery => delivery.NextAttemptAt)
                .Take(CountedTo)
                .CountAsync(cancel)
        );
    }
}
