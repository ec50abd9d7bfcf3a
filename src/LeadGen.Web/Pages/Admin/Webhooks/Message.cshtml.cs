using System.Text.Json;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Webhooks;
using LeadGen.Web.Webhooks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Webhooks;

/// <summary>One message to one endpoint, with every attempt and answer.</summary>
public sealed class MessageModel(LeadGenDbContext db, WebhookDesk desk, AuditBook book, TimeProvider time) : PageModel
{
    private static readonly JsonSerializerOptions Wide = new(JsonColumn.Options) { WriteIndented = true };

    [FromRoute]
    public Guid Id { get; set; }

    [FromRoute]
    public Guid Told { get; set; }

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public string Name { get; private set; } = "";
    public LeadEvent Event { get; private set; } = null!;
    public WebhookDelivery Delivery { get; private set; } = null!;

    /// <summary>With line breaks, which are not sent.</summary>
    public string Body { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var found = await (
            from delivery in db.WebhookDeliveries.AsNoTracking()
            join endpoint in db.WebhookEndpoints on delivery.EndpointId equals endpoint.Id
            join told in db.Set<LeadEvent>().AsNoTracking() on delivery.EventId equals told.Id
            where delivery.EndpointId == Id && delivery.EventId == Told
            select new
            {
                delivery,
                endpoint.Name,
                told,
            }
        ).SingleOrDefaultAsync(cancel);
        if (found is null)
        {
            return NotFound();
        }

        (Name, Event, Delivery) = (found.Name, found.told, found.delivery);
        Body = JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(WebhookMessage.Of(Event).Body), Wide);
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancel)
    {
        var isSent = await desk.SendAgainAsync(Id, Told, cancel);
        await book.NoteSetGoingAsync("webhook_endpoints", Id, isSent ? 1 : 0, cancel);
        TempData["Flash"] = isSent
            ? "It is sent again within seconds."
            : "Nothing to send again: it waits, or is gone.";
        return Redirect($"/admin/webhooks/{Id}/{Told}");
    }
}
