using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>Somebody who registered for a webinar or event.</summary>
/// <param name="Waits">There was no seat left.</param>
/// <param name="Attended">They were there.</param>
public sealed record Registration(
    Guid LeadId,
    string Email,
    string? FirstName,
    string? LastName,
    string? Company,
    DateTimeOffset At,
    bool Waits,
    bool Attended
);

/// <param name="Marked">New ones.</param>
/// <param name="Before">Who was marked already.</param>
/// <param name="Strangers">Addresses of nobody who registered.</param>
public sealed record AttendanceMarked(int Marked, int Before, IReadOnlyList<string> Strangers);

/// <summary>Who registered for a webinar or event, and who came: a touchpoint, once for each, which scores.</summary>
public sealed class Attendance(CaptureTransaction transaction, RescoreQueue queue, TimeProvider time)
{
    public const int PageSize = 50;
    public const int PastedMax = 5000;

    /// <summary>The latest first.</summary>
    /// <param name="before">When the last one that was shown asked; null: from the start.</param>
    public static async Task<IReadOnlyList<Registration>> ListAsync(
        LeadGenDbContext db,
        Offer offer,
        DateTimeOffset? before,
        CancellationToken cancel
    )
    {
        var rows = await db.Set<Handout>()
            .Where(handout => handout.OfferId == offer.Id && (before == null || handout.AskedAt < before))
            .OrderByDescending(handout => handout.AskedAt)
            .Take(PageSize + 1)
            .Join(
                db.Leads,
                handout => handout.LeadId,
                lead => lead.Id,
                (handout, lead) =>
                    new Registration(
                        lead.Id,
                        lead.Email,
                        EF.Property<string?>(lead, "first_name"),
                        EF.Property<string?>(lead, "last_name"),
                        EF.Property<string?>(lead, "company"),
                        handout.AskedAt,
                        handout.GivenAt == null,
                        false
                    )
            )
            .ToListAsync(cancel);
        var ids = rows.ToDictionary(row => IdOf(offer, row.LeadId), row => row.LeadId);
        var known = ids.Keys.ToArray();
        var came = (
            await db.Touchpoints.Where(t => known.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancel)
        ).ToHashSet();
        return
        [
            .. rows.OrderByDescending(row => row.At)
                .Select(row => row with { Attended = came.Contains(IdOf(offer, row.LeadId)) }),
        ];
    }

    /// <summary>These were there, of those who registered.</summary>
    public async Task<AttendanceMarked> MarkAsync(
        Offer offer,
        IReadOnlyCollection<EmailAddress> addresses,
        CancellationToken cancel
    )
    {
        var keys = addresses.Select(address => address.Key).Distinct().ToArray();
        var (marked, known) = await transaction.RunAsync(
            async (db, _, token) =>
            {
                var registered = await db
                    .LeadIdentities.Where(identity => keys.Contains(identity.Email))
                    .Where(identity =>
                        db.Set<Handout>()
                            .Any(handout =>
                                handout.OfferId == offer.Id && handout.LeadId == (identity.CameWith ?? identity.LeadId)
                            )
                    )
                    .ToListAsync(token);
                var leads = registered.Select(identity => identity.KeptWith).Distinct().ToList();
                return (await StoreAsync(db, offer, leads, token), registered);
            },
            cancel
        );
        Wake(marked);
        var found = known.Select(identity => identity.Email).ToHashSet(StringComparer.Ordinal);
        return new AttendanceMarked(
            marked,
            known.Select(identity => identity.KeptWith).Distinct().Count() - marked,
            [.. keys.Where(key => !found.Contains(key))]
        );
    }

    /// <returns>False where they were marked before, or never registered.</returns>
    public async Task<bool> MarkAsync(Offer offer, Guid leadId, CancellationToken cancel)
    {
        var marked = await transaction.RunAsync(
            async (db, _, token) =>
                await db.Set<Handout>()
                    .AnyAsync(handout => handout.OfferId == offer.Id && handout.LeadId == leadId, token)
                    ? await StoreAsync(db, offer, [leadId], token)
                    : 0,
            cancel
        );
        Wake(marked);
        return marked > 0;
    }

    /// <summary>One for a person and offer, whoever marks them how often.</summary>
    private static Guid IdOf(Offer offer, Guid leadId) =>
        StableId.Of("attended", offer.Id.ToString(), leadId.ToString());

    private async Task<int> StoreAsync(LeadGenDbContext db, Offer offer, List<Guid> leads, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var at = offer.Delivery.StartsAt is { } start && start < now ? start : now;
        var touchpoints = leads.ConvertAll(lead => new Touchpoint
        {
            Id = IdOf(offer, lead),
            Kind = offer.Kind == OfferKind.Webinar ? TouchpointKinds.WebinarAttended : TouchpointKinds.EventAttended,
            OccurredAt = at,
            RecordedAt = now,
            LeadId = lead,
            Offer = offer.Slug,
            Channel = Channel.Event,
            Properties = new Dictionary<string, string>(),
        });
        var stored = await TouchpointRows.InsertAsync(db, touchpoints, cancel);
        db.RescoreRequests.AddRange(
            touchpoints
                .Where(touchpoint => stored.Contains(touchpoint.Id))
                .Select(touchpoint =>
                    RescoreQueue.Request(touchpoint.LeadId!.Value, MoveCause.Touchpoint, now, touchpoint.Id)
                )
        );
        return stored.Count;
    }

    private void Wake(int marked)
    {
        if (marked > 0)
        {
            queue.Wake();
        }
    }
}
