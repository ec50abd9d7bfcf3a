using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Mail;

/// <summary>Old mails are removed, and with them the addresses in them.</summary>
public static class MailCleaning
{
    /// <summary>How long a mail is kept after it was made, if it was sent, given up, or only kept to be looked at.</summary>
    public static readonly TimeSpan SentKept = TimeSpan.FromDays(90);

    public static async Task<int> ForgetAsync(LeadGenDbContext db, DateTimeOffset now, CancellationToken cancel)
    {
        var oldest = Guid.CreateVersion7(now - SentKept);
        var mails = await db
            .Mails.Where(mail => mail.State != MailState.Waiting && mail.Id.CompareTo(oldest) < 0)
            .ExecuteDeleteAsync(cancel);
        var first = DateOnly.FromDateTime((now - MailDigest.Kept).UtcDateTime);
        await db.Set<MailDigest>().Where(digest => digest.Day < first).ExecuteDeleteAsync(cancel);
        return mails;
    }
}
