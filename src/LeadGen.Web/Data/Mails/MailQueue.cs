using System.Diagnostics;

namespace LeadGen.Web.Data.Mails;

/// <summary>The one road out: whoever has a mail to send adds its row in the transaction of what it tells.</summary>
public static class MailQueue
{
    /// <summary>News that is older is no news.</summary>
    private static readonly TimeSpan NewsLasts = TimeSpan.FromDays(2);

    /// <summary>As the logs have it. Background work has none.</summary>
    private static string? RequestId => Activity.Current?.TraceId.ToString();

    public static void Add(this LeadGenDbContext db, NoticeMail notice, string to, Guid staffId, DateTimeOffset now) =>
        db.Add(
            New(notice.Daily ? MailKind.Digest : MailKind.Notice, to, notice, now, staffId, expires: now + NewsLasts)
        );

    /// <summary>It goes out whatever they have chosen to be told.</summary>
    public static void Add(
        this LeadGenDbContext db,
        SignInChangedMail mail,
        string to,
        Guid staffId,
        DateTimeOffset now
    ) => db.Add(New(MailKind.SignInChanged, to, mail, now, staffId));

    /// <summary>The row alone, for those who write past EF too.</summary>
    /// <param name="expires">When the link in it ends.</param>
    /// <param name="id">Where it is known before, so that it is added once.</param>
    /// <param name="wait">Before it is sent.</param>
    public static OutgoingMail Delivery(
        DeliveryMail delivery,
        string to,
        Guid leadId,
        DateTimeOffset expires,
        DateTimeOffset now,
        Guid? id = null,
        TimeSpan wait = default
    ) => New(MailKind.Delivery, to, delivery, now, expires: expires, leadId: leadId, id: id, wait: wait);

    /// <inheritdoc cref="Delivery"/>
    public static OutgoingMail Confirmation(
        ConfirmationMail confirmation,
        string to,
        Guid leadId,
        DateTimeOffset expires,
        DateTimeOffset now
    ) => New(MailKind.Confirmation, to, confirmation, now, expires: expires, leadId: leadId);

    /// <inheritdoc cref="Delivery"/>
    public static OutgoingMail PersonLink(
        PersonLinkMail link,
        string to,
        Guid leadId,
        DateTimeOffset expires,
        DateTimeOffset now
    ) => New(MailKind.PersonLink, to, link, now, expires: expires, leadId: leadId);

    /// <param name="to">And of which lead or member of staff: a marketer tries a mail on themself.</param>
    /// <returns>Its id.</returns>
    public static Guid Add(
        this LeadGenDbContext db,
        NurtureMail mail,
        (string Address, Guid? Lead, Guid? Staff) to,
        DateTimeOffset now
    )
    {
        var row = New(MailKind.Nurture, to.Address, mail, now, to.Staff, leadId: to.Lead);
        db.Add(row);
        return row.Id;
    }

    /// <param name="id">Known before, so that it is added once.</param>
    public static void Add(
        this LeadGenDbContext db,
        LetterMail letter,
        Guid id,
        string to,
        (string Address, string Name) replyTo,
        (Guid Lead, Guid Staff) who,
        DateTimeOffset now
    ) =>
        db.Add(
            new OutgoingMail
            {
                Id = id,
                Kind = MailKind.Letter,
                ToAddress = to,
                ReplyTo = replyTo.Address,
                ReplyToName = replyTo.Name,
                Data = JsonColumn.Write(letter),
                LeadId = who.Lead,
                StaffId = who.Staff,
                RequestId = RequestId,
                CreatedAt = now,
                NextAttemptAt = now,
            }
        );

    private static OutgoingMail New<T>(
        MailKind kind,
        string to,
        T data,
        DateTimeOffset now,
        Guid? staffId = null,
        DateTimeOffset? expires = null,
        Guid? leadId = null,
        Guid? id = null,
        TimeSpan wait = default
    ) =>
        new()
        {
            Id = id ?? Guid.CreateVersion7(now),
            Kind = kind,
            ToAddress = to,
            Data = JsonColumn.Write(data),
            LeadId = leadId,
            StaffId = staffId,
            RequestId = RequestId,
            CreatedAt = now,
            ExpiresAt = expires,
            NextAttemptAt = now + wait,
        };
}
