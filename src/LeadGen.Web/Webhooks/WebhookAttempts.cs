namespace LeadGen.Web.Webhooks;

/// <summary>When what an endpoint did not take is tried again, and how long an endpoint that takes nothing is left alone.</summary>
public static class WebhookAttempts
{
    /// <summary>After the first attempt, the second, and so on.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>One attempt more than there are pauses.</summary>
    public static int Max => Pauses.Length + 1;

    /// <summary>From so many failures in a row on, whatever was sent, an endpoint is asked by one attempt at a time, after a pause.</summary>
    public const int BreaksAfter = 5;

    private static readonly TimeSpan BrokenFirst = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BrokenLongest = TimeSpan.FromMinutes(5);

    /// <summary>Nobody waits longer, whatever an endpoint asks for.</summary>
    private static readonly TimeSpan AskedLongest = TimeSpan.FromHours(24);

    /// <summary>An endpoint that took nothing for so long is turned off.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(5);

    /// <summary>How much longer a pause may be, so that what failed together is not tried together.</summary>
    private const double Spread = 0.2;

    /// <param name="attempts">How many there were, from 1.</param>
    /// <param name="asked">What the endpoint asked for by Retry-After.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <returns>Null where there were enough.</returns>
    public static TimeSpan? PauseAfter(int attempts, TimeSpan? asked, double chance) =>
        attempts >= Max ? null : Longer(Pauses[attempts - 1] * (1 + (Spread * chance)), Bounded(asked));

    /// <param name="failures">How many there were in a row, from 1.</param>
    /// <inheritdoc cref="PauseAfter"/>
    /// <returns>How long the endpoint is asked nothing; null where others may be tried at once.</returns>
    public static TimeSpan? Break(int failures, TimeSpan? asked, double chance)
    {
        if (failures < BreaksAfter)
        {
            return asked is null ? null : Bounded(asked);
        }

        var pause = BrokenFirst * Math.Pow(2, Math.Min(failures - BreaksAfter, 10));
        return Longer((pause < BrokenLongest ? pause : BrokenLongest) * (1 + (Spread * chance)), Bounded(asked));
    }

    private static TimeSpan Bounded(TimeSpan? asked) =>
        asked is { } pause && pause > TimeSpan.Zero ? (pause < AskedLongest ? pause : AskedLongest) : TimeSpan.Zero;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
