using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Consents;

/// <summary>Reads how somebody stands to what they are asked.</summary>
public static class ConsentReads
{
    /// <summary>To every purpose that is asked, in its order.</summary>
    public static async Task<IReadOnlyList<ConsentState>> ConsentsAsync(
        this LeadGenDbContext db,
        Guid leadId,
        ConsentsInForce inForce,
        CancellationToken cancel
    )
    {
        var parts = await PartsAsync(db, leadId, cancel);
        var rows = await RowsAsync(db, parts, cancel);
        var objected = await ObjectedAtAsync(db, parts, cancel);
        return [.. ConsentPurposes.Asked.Select(purpose => Of(purpose, rows, inForce.IsConfirmed(purpose), objected))];
    }

    /// <param name="isConfirmed">Does a yes count only when it is confirmed by mail?</param>
    public static async Task<ConsentState> ConsentAsync(
        this LeadGenDbContext db,
        Guid leadId,
        string purpose,
        bool isConfirmed,
        CancellationToken cancel
    )
    {
        var parts = await PartsAsync(db, leadId, cancel);
        return Of(purpose, await RowsAsync(db, parts, cancel), isConfirmed, await ObjectedAtAsync(db, parts, cancel));
    }

    // Other systems tell of those who unsubscribed there by a touchpoint.
    private static ConsentState Of(string purpose, List<Consent> rows, bool isConfirmed, DateTimeOffset? objectedAt) =>
        ConsentState.Of(purpose, rows, isConfirmed, purpose == ConsentPurposes.MarketingEmail ? objectedAt : null);

    // What somebody said by one of their addresses they said for all of them.
    private static async Task<Guid[]> PartsAsync(LeadGenDbContext db, Guid leadId, CancellationToken cancel) =>
        await db.PartsOfAsync(await db.SurvivorOfAsync(leadId, cancel) ?? leadId, cancel);

    private static Task<List<Consent>> RowsAsync(LeadGenDbContext db, Guid[] parts, CancellationToken cancel) =>
        db
            .Consents.AsNoTracking()
            .Where(consent => consent.LeadId != null && parts.Contains(consent.LeadId.Value))
            .ToListAsync(cancel);

    private static Task<DateTimeOffset?> ObjectedAtAsync(LeadGenDbContext db, Guid[] parts, CancellationToken cancel) =>
        db
            .Touchpoints.Where(touchpoint =>
                touchpoint.LeadId != null
                && parts.Contains(touchpoint.LeadId.Value)
                && touchpoint.Kind == TouchpointKinds.EmailUnsubscribed
                && !touchpoint.Machine
            )
            .MaxAsync(touchpoint => (DateTimeOffset?)touchpoint.OccurredAt, cancel);
}
