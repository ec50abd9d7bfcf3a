namespace LeadGen.Domain.Nurture;

/// <summary>Of whose mails it is noted which links they follow.</summary>
public enum ClicksOf
{
    /// <summary>Those who said that they agree.</summary>
    Agreed,

    /// <summary>All who did not say no.</summary>
    NotRefused,
}

/// <summary>How fast all sequences together may be, as marketing set it.</summary>
public sealed record NurturePace(SendingHours Hours, MailCap Cap, ClicksOf Clicks = ClicksOf.Agreed)
{
    public static readonly NurturePace Default = new(SendingHours.Default, MailCap.Default);

    /// <summary>The earliest instant from this one on at which a mail may go to somebody.</summary>
    /// <param name="zones">The clocks where they are.</param>
    /// <param name="sent">When they got mails of any sequence.</param>
    public DateTimeOffset Next(DateTimeOffset instant, IReadOnlyList<string> zones, IEnumerable<DateTimeOffset> sent) =>
        Hours.NextOpen(Cap.NextFree(instant, sent), zones);
}
