namespace LeadGen.Web.Data.Mails;

/// <summary>A person had their mail of a day. The key sees to it that nobody gets two, however many instances there are.</summary>
public sealed class MailDigest
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public required Guid StaffId { get; init; }

    /// <summary>Where they are.</summary>
    public required DateOnly Day { get; init; }
    public required DateTimeOffset At { get; init; }
}
