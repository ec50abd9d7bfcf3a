using LeadGen.Web.Data;
using LeadGen.Web.Data.Webhooks;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Webhooks;

public sealed record EndpointRow(
    Guid Id,
    string Name,
    string Url,
    IReadOnlyList<string> Types,
    DateTimeOffset? OffAt,
    string? OffWhy,
    DateTimeOffset? FailingSince,
    int Waiting,
    int Parked
)
{
    public string Host => new Uri(Url).Authority;
}

/// <summary>All endpoints, and how each fares.</summary>
public sealed class WebhooksModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    public const int CountedTo = 999;
    private const int Most = 200;

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<EndpointRow> Rows { get; private set; } = [];

    public static string Text(int count) => count > CountedTo ? $"{CountedTo}+" : Words.Number(count);

    public async Task OnGetAsync(CancellationToken cancel) =>
        Rows = await db
            .WebhookEndpoints.AsNoTracking()
            .OrderBy(endpoint => EF.Functions.Collate(endpoint.Name, "und-x-icu"))
            .ThenBy(endpoint => endpoint.Id)
            .Take(Most)
            .Select(endpoint => new EndpointRow(
                endpoint.Id,
                endpoint.Name,
                endpoint.Url,
                endpoint.Types,
                endpoint.OffAt,
                endpoint.OffWhy,
                endpoint.FailingSince,
                db.WebhookDeliveries.Where(d => d.EndpointId == endpoint.Id && d.State == DeliveryState.Waiting)
                    .OrderBy(d => d.EventId)
                    .Take(CountedTo + 1)
                    .Count(),
                db.WebhookDeliveries.Where(d => d.EndpointId == endpoint.Id && d.State == DeliveryState.Parked)
                    .OrderBy(d => d.EventId)
                    .Take(CountedTo + 1)
                    .Count()
            ))
            .ToListAsync(cancel);
}
