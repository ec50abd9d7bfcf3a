using LeadGen.Domain.Capture;
using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Consents;

/// <summary>When somebody is asked by mail whether a yes is theirs.</summary>
public static class Confirmations
{
    /// <summary>Who enters another's address again and again makes us send them no more than that.</summary>
    public const int MailsMax = 3;

    public static readonly TimeSpan Within = TimeSpan.FromDays(1);

    /// <summary>Of somebody known: not where they have confirmed, nor where they were asked enough lately.</summary>
    public static async Task<bool> IsDueAsync(
        LeadGenDbContext db,
        Guid leadId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var since = now - Within;
        var asked = await db.Mails.CountAsync(
            mail => mail.LeadId == leadId && mail.Kind == MailKind.Confirmation && mail.CreatedAt > since,
            cancel
        );
        return asked < MailsMax
            && !(await db.ConsentAsync(leadId, ConsentPurposes.MarketingEmail, isConfirmed: true, cancel)).Holds;
    }
}
