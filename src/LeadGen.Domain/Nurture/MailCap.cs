namespace LeadGen.Domain.Nurture;

/// <summary>How many mails of all sequences together somebody gets at most within so many days.</summary>
public sealed record MailCap(int Mails, int Days)
{
    public const int MailsMax = 50;
    public const int DaysMax = 90;

    public static readonly MailCap Default = new(2, 7);

    /// <summary>So far back it matters what was sent.</summary>
    public TimeSpan Span => TimeSpan.FromDays(Days);

    /// <summary>What is wrong and what to do; null when all is well.</summary>
    public string? Wrong =>
        Mails is < 1 or > MailsMax || Days is < 1 or > DaysMax
            ? $"Allow 1 to {MailsMax} mails within 1 to {DaysMax} days"
            : null;

    /// <summary>The earliest instant from this one on at which one more is not too many. What was sent just so many days before no longer counts.</summary>
    /// <param name="sent">When they got mails of any sequence, in any order, none of it later than that.</param>
    public DateTimeOffset NextFree(DateTimeOffset instant, IEnumerable<DateTimeOffset> sent)
    {
        var within = sent.Where(one => one > instant - Span).Order().ToList();
        return within.Count < Mails ? instant : within[^Mails] + Span;
    }
}
