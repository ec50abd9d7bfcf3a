using LeadGen.Web.Data;
using LeadGen.Web.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Webhooks;

/// <summary>Deliveries go with their events; those of an endpoint that was removed meanwhile too.</summary>
public static class WebhookCleaning
{
    public static Task<int> ForgetAsync(LeadGenDbContext db, DateTimeOffset now, CancellationToken cancel)
    {
        var oldest = Guid.CreateVersion7(now - LeadEvent.Kept);
        return db.WebhookDeliveries.Where(one => one.EventId.CompareTo(oldest) < 0).ExecuteDeleteAsync(cancel);
    }
}
