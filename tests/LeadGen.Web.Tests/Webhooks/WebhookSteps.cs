using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Webhooks;
using LeadGen.Web.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Webhooks;

/// <summary>Endpoints, events and the road that sends them when a test says so.</summary>
internal static class WebhookSteps
{
    /// <summary>Shorter than usual, where somebody does not answer.</summary>
    public static readonly WebhookTimes Short = new(
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(0.2),
        TimeSpan.FromMinutes(3)
    );

    /// <summary>Longer than any test.</summary>
    public static readonly WebhookTimes Long = new(
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromMinutes(30)
    );

    public static async Task<T> DeskAsync<T>(this WebApp app, Func<WebhookDesk, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<WebhookDesk>());
    }

    /// <summary>An endpoint that is told of these types; of new leads where none is named.</summary>
    public static Task<(Guid Id, string Secret)> EndpointAsync(this WebApp app, string url, params string[] types) =>
        app.DeskAsync(desk =>
            desk.AddAsync(
                new WebhookForm("Warehouse", url, types.Length > 0 ? types : [LeadEventTypes.Created]),
                Cancel
            )
        );

    public static Task<WebhookEndpoint> EndpointNowAsync(this WebApp app, Guid id) =>
        app.DbAsync(db => db.WebhookEndpoints.AsNoTracking().SingleAsync(one => one.Id == id, Cancel));

    public static Task<List<WebhookDelivery>> DeliveriesAsync(this WebApp app, Guid endpoint) =>
        app.DbAsync(db =>
            db.WebhookDeliveries.AsNoTracking()
                .Where(one => one.EndpointId == endpoint)
                .OrderBy(one => one.EventId)
                .ToListAsync(Cancel)
        );

    public static async Task<WebhookDelivery> DeliveryAsync(this WebApp app, Guid endpoint) =>
        Assert.Single(await app.DeliveriesAsync(endpoint));

    /// <summary>The road of one more instance of the app.</summary>
    public static WebhookRoad WebhookRoad(this WebApp app, WebhookTimes? times = null)
    {
        var sender = ActivatorUtilities.CreateInstance<WebhookSender>(app.Services, times ?? WebhookTimes.Usual);
        return ActivatorUtilities.CreateInstance<WebhookRoad>(app.Services, sender, times ?? WebhookTimes.Usual);
    }
}
