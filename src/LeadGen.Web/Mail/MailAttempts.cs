namespace LeadGen.Web.Mail;

/// <summary>When a mail that could not be sent is tried again.</summary>
public static class MailAttempts
{
    /// <summary>After the first attempt, the second, and so on: a busy server is asked again soon, three days of trouble are sat out.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
        TimeSpan.FromHours(24),
    ];

    /// <summary>One attempt more than there are pauses.</summary>
    public static int Max => Pauses.Length + 1;

    private static readonly TimeSpan DownFirst = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DownLongest = TimeSpan.FromMinutes(5);

    /// <summary>How much a pause may differ, so that what failed together is not tried together.</summary>
    private const double Spread = 0.2;

    /// <param name="attempts">How many there were, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <returns>Null where there were enough.</returns>
    public static TimeSpan? PauseAfter(int attempts, double chance) =>
        attempts < Max ? Spreaded(Pauses[attempts - 1], chance) : null;

    /// <summary>While the server does not answer at all: that is not the mail's fault, and counts as no attempt.</summary>
    /// <param name="times">How often in a row it did not, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan PauseWhileDown(int times, double chance)
    {
        var pause = DownFirst * Math.Pow(2, Math.Min(times - 1, 10));
        return Spreaded(pause < DownLongest ? pause : DownLongest, chance);
    }

    private static TimeSpan Spreaded(TimeSpan pause, double chance) => pause * (1 - Spread + (2 * Spread * chance));
}
