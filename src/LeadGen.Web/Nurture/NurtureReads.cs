using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Nurture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Nurture;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Nurture;

/// <summary>What has to be known of somebody before they get the next mail.</summary>
internal static class NurtureReads
{
    private const string Direction = "direction";
    private const string Inbound = "inbound";
    private const string Outbound = "outbound";

    private static readonly string[] Answers =
    [
        TouchpointKinds.EmailReplied,
        TouchpointKinds.ChatMessage,
        TouchpointKinds.PhoneCall,
        TouchpointKinds.Meeting,
    ];

    private static readonly string[] Telling = [.. Answers, TouchpointKinds.EmailBounced];

    public static async Task<NurtureStanding> StandingAsync(
        this LeadGenDbContext db,
        Lead lead,
        Guid[] parts,
        NurtureEnrolment enrolment,
        CancellationToken cancel
    )
    {
        var inForce = await ConsentBook.ReadAsync(db, cancel);
        var mail = await db.ConsentAsync(
            lead.Id,
            ConsentPurposes.MarketingEmail,
            inForce.IsConfirmed(ConsentPurposes.MarketingEmail),
            cancel
        );
        var told = await db
            .Touchpoints.AsNoTracking()
            .Where(t =>
                parts.Contains(t.LeadId!.Value)
                && t.OccurredAt >= enrolment.EnteredAt
                && Telling.Contains(t.Kind)
                && !t.Machine
            )
            .Select(t => new { t.Kind, t.Properties })
            .ToListAsync(cancel);
        var isRefused = await db.NurtureMailings.AnyAsync(
            mailing =>
                mailing.EnrolmentId == enrolment.Id
                && db.Mails.Any(row => row.Id == mailing.MailId && row.State == MailState.Parked),
            cancel
        );
        return new NurtureStanding(
            lead.Stage,
            mail.Standing,
            told.Exists(one => IsAnswer(one.Kind, one.Properties.GetValueOrDefault(Direction))),
            isRefused || told.Exists(one => one.Kind == TouchpointKinds.EmailBounced)
        );
    }

    /// <summary>That we called them is no answer of theirs: a call counts where it is known that they began it.</summary>
    private static bool IsAnswer(string kind, string? direction) =>
        kind == TouchpointKinds.PhoneCall ? direction == Inbound : Answers.Contains(kind) && direction != Outbound;

    /// <summary>May it be noted which links they follow?</summary>
    public static async Task<bool> MayCountAsync(
        this LeadGenDbContext db,
        Guid leadId,
        ClicksOf whose,
        CancellationToken cancel
    )
    {
        var inForce = await ConsentBook.ReadAsync(db, cancel);
        var state = await db.ConsentAsync(
            leadId,
            ConsentPurposes.MailTracking,
            inForce.IsConfirmed(ConsentPurposes.MailTracking),
            cancel
        );
        return state.Holds || (whose == ClicksOf.NotRefused && state.Standing != ConsentStanding.Withdrawn);
    }

    /// <summary>When they got mails of any sequence.</summary>
    public static Task<List<DateTimeOffset>> SentSinceAsync(
        this LeadGenDbContext db,
        Guid[] parts,
        DateTimeOffset since,
        CancellationToken cancel
    ) =>
        db
            .NurtureMailings.Where(mailing => parts.Contains(mailing.LeadId) && mailing.At > since)
            .Select(mailing => mailing.At)
            .ToListAsync(cancel);

    /// <summary>The clocks of their country, or of their account's; else ours.</summary>
    public static async Task<IReadOnlyList<string>> ZonesAsync(
        this LeadGenDbContext db,
        Lead lead,
        CancellationToken cancel
    )
    {
        var country = lead["country"];
        if (country is null && lead.AccountId is { } accountId)
        {
            var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == accountId, cancel);
            country = account?.Facts.GetValueOrDefault("country")?.Value;
        }

        string[] zones =
        [
            .. CountryZones.All(country).Where(name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)),
        ];
        return zones.Length > 0 ? zones : [StaffZone.Of(await db.ReadOurZoneAsync(cancel)).Id];
    }
}
