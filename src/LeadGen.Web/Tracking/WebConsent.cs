using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tracking;

/// <summary>Keeps what a visitor says to being known again, as the words that were shown, and lets the visitor's row say whether it may be.</summary>
public sealed class WebConsent(LeadGenDbContext db, ConsentBook book, IHttpContextAccessor http, TimeProvider time)
{
    /// <summary>A site that asks its visitors itself keeps the words it used.</summary>
    public static readonly ConsentText AskedBySite = new(
        ConsentPurposes.WebTracking,
        "site",
        "Asked by the site that carries the script, in its own words, which it keeps."
    );

    /// <summary>On disk when it returns.</summary>
    /// <param name="how">script, or page for who needs no script.</param>
    public async Task SayAsync(Guid visitor, bool given, ConsentText text, string how, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var known = await db
            .Database.SqlQuery<Guid?>(
                $"""
                insert into leadgen.visitors (id, first_seen_at, may_track) values ({visitor}, {now}, {given})
                on conflict (id) do update set may_track = excluded.may_track
                returning lead_id as "Value"
                """
            )
            .ToListAsync(cancel);
        db.Consents.Add(
            Consent.Record(text, given, how, now, known.Single()) with
            {
                VisitorId = visitor,
                IpPrefix = IpPrefix.Of(http.HttpContext),
            }
        );
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        TrackMetrics.Said(given);
    }

    /// <summary>The words as they were shown: those of the version that the script tells, which may be an older copy.</summary>
    public async ValueTask<ConsentText> ShownAsync(string? version, CancellationToken cancel)
    {
        if (version == AskedBySite.Version)
        {
            return AskedBySite;
        }

        var inForce = await book.ReadAsync(cancel);
        return inForce.All.LastOrDefault(text => text.Purpose == ConsentPurposes.WebTracking && text.Version == version)
            ?? inForce.Text(ConsentPurposes.WebTracking, ConsentsInForce.OurLocale);
    }
}
