namespace LeadGen.Web.Data.Mails;

/// <summary>The one road out: whoever has a mail to send adds its row in the transaction of what it tells.</summary>
public static class MailQueue
{
    /// <summary>News that is older is no news.</summary>
    private static readonly TimeSpan NewsLasts = TimeSpan.FromDays(2);

    public static void Add(this LeadGenDbContext db, NoticeMail notice, string to, Guid staffId, DateTimeOffset now) =>
        db.Add(
            New(notice.Daily ? MailKind.Digest : MailKind.Notice, to, notice, now, staffId, expires: now + NewsLasts)
        );

    private static OutgoingMail New<T>(
        MailKind kind,
        string to,
        T data,
        DateTimeOffset now,
        Guid? staffId = null,
        DateTimeOffset? expires = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            ToAddress = to,
            Data = JsonColumn.Write(data),
            StaffId = staffId,
            CreatedAt = now,
            ExpiresAt = expires,
            NextAttemptAt = now,
        };
}
