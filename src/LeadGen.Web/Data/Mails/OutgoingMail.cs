namespace LeadGen.Web.Data.Mails;

public enum MailState
{
    /// <summary>To be sent, at the next attempt.</summary>
    Waiting,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>It could not be sent. It is not tried again until somebody says so.</summary>
    Parked,

    /// <summary>Kept to be looked at, as no mail server is configured: in Development only.</summary>
    Held,
}

/// <summary>Which template it is written by, and for what.</summary>
public enum MailKind
{
    /// <summary>What a member of staff is told at once.</summary>
    Notice,

    /// <summary>What a member of staff is told once a day.</summary>
    Digest,

    /// <summary>A rep writes to a lead.</summary>
    Letter,

    /// <summary>A visitor gets what they asked for.</summary>
    Delivery,

    /// <summary>The owner of an address is asked whether a yes is theirs.</summary>
    Confirmation,

    /// <summary>A person gets the link to what is held about them.</summary>
    PersonLink,

    /// <summary>One of a series to somebody who is not ready for sales.</summary>
    Nurture,

    /// <summary>A member of staff is told that what they sign in with is another now.</summary>
    SignInChanged,
}

/// <summary>
/// A mail that is to be sent: the row is the job. It is added in the transaction of what it tells, and holds what its template is filled
/// with rather than the text that comes of it: rows stay small, and the same row always makes the same mail.
/// </summary>
public sealed class OutgoingMail
{
    public const int AddressMaxLength = 320;
    public const int NameMaxLength = 200;
    public const int ErrorMaxLength = 500;
    public const int RequestIdMaxLength = 32;

    public required Guid Id { get; init; }
    public required MailKind Kind { get; init; }
    public required string ToAddress { get; init; }

    /// <summary>Whom an answer goes to; null: the sender of all mails.</summary>
    public string? ReplyTo { get; init; }
    public string? ReplyToName { get; init; }

    /// <summary>JSON of what the template of its kind is filled with.</summary>
    public required string Data { get; init; }
    public Guid? LeadId { get; init; }
    public Guid? StaffId { get; init; }

    /// <summary>The number of the request that caused it, by which it is found in logs and traces; null where none did.</summary>
    public string? RequestId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>After that it is of no use to anybody, and parked instead of sent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    public MailState State { get; init; } = MailState.Waiting;

    /// <summary>How often the mail server was asked to take it.</summary>
    public int Attempts { get; init; }
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Which instance of the app has it in hand, and until when.</summary>
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Raised each time it is taken in hand: of an older hand nothing counts any more.</summary>
    public long Fence { get; init; }
    public string? Error { get; init; }

    /// <summary>The same at each attempt, so that a mail which arrives twice after all is known as one.</summary>
    public string? MessageId { get; init; }
    public DateTimeOffset? SentAt { get; init; }
}
