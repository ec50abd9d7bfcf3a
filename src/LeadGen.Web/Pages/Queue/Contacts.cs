using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Queue;

/// <summary>When the lead was last called, met or mailed, so that nobody calls twice a day.</summary>
/// <param name="Today">In words; null where there was nothing in the last 24 hours.</param>
public sealed record Contacts(string? Today)
{
    public static readonly Contacts None = new((string?)null);

    private static readonly string[] TwoWay =
    [
        TouchpointKinds.PhoneCall,
        TouchpointKinds.Meeting,
        TouchpointKinds.ChatMessage,
        TouchpointKinds.EmailReplied,
    ];
    private static readonly string[] Mail =
    [
        TouchpointKinds.EmailSent,
        TouchpointKinds.EmailOpened,
        TouchpointKinds.EmailClicked,
    ];

    public static async Task<Contacts> ReadAsync(
        LeadGenDbContext db,
        Guid leadId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var since = now.AddDays(-1);
        string[] kinds = [.. TwoWay, .. Mail];
        var parts = await db.PartsOfAsync(leadId, cancel);
        var latest = await db
            .Touchpoints.AsNoTracking()
            .Where(t =>
                parts.Contains(t.LeadId!.Value)
                && t.OccurredAt >= since
                && t.OccurredAt <= now
                && kinds.Contains(t.Kind)
            )
            .OrderByDescending(t => t.OccurredAt)
            .FirstOrDefaultAsync(cancel);
        return latest is null
            ? None
            : new(
                $"In touch already: {TouchpointWords.Of(latest.Kind, null, null, latest.Properties)}, {Words.Ago(latest.OccurredAt, now)}."
            );
    }
}
