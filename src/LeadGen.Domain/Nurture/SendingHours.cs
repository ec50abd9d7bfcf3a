using LeadGen.Domain.Handoffs;

namespace LeadGen.Domain.Nurture;

/// <summary>When mails that nobody waits for may come, by the clock on the wall of who gets them. All else is quiet.</summary>
/// <param name="From">The first minute that is not quiet.</param>
/// <param name="Until">The first minute that is quiet again; midnight (00:00) is the end of the day.</param>
/// <param name="Weekends">Saturdays and Sundays too?</param>
public sealed record SendingHours(TimeOnly From, TimeOnly Until, bool Weekends)
{
    /// <summary>With less than that a day, people of a wide country would never have their turn.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromHours(2);

    public static readonly SendingHours Default = new(new TimeOnly(8, 0), new TimeOnly(20, 0), Weekends: false);

    /// <summary>A country whose clocks share no such hour is told by the first of them.</summary>
    private const int TriesMax = 30;

    private static readonly TimeSpan AnInstant = TimeSpan.FromTicks(1);

    /// <summary>What is wrong and what to do; null when all is well.</summary>
    public string? Wrong =>
        new OpeningHours(DayOfWeek.Monday, From, Until).Ticks < Least.Ticks
            ? "Leave at least two hours a day, and end after you begin"
            : null;

    /// <summary>The earliest instant from this one on that is not quiet at any of these clocks.</summary>
    /// <param name="zones">IANA names that this machine knows, one at least.</param>
    public DateTimeOffset NextOpen(DateTimeOffset instant, IReadOnlyList<string> zones)
    {
        var calendars = zones.Select(CalendarIn).ToList();
        var at = instant.ToUniversalTime();
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var next = calendars.Select(calendar => NextOpen(calendar, at)).Max();
            if (next == at)
            {
                return at;
            }

            at = next;
        }

        return NextOpen(calendars[0], instant);
    }

    /// <summary>Where an instant of working time ends that begins there at the earliest.</summary>
    private static DateTimeOffset NextOpen(WorkingCalendar calendar, DateTimeOffset instant) =>
        calendar.Add(instant, AnInstant) - AnInstant;

    private WorkingCalendar CalendarIn(string zone) =>
        WorkingCalendar.Of(
            zone,
            [
                .. Enum.GetValues<DayOfWeek>()
                    .Where(day => Weekends || day is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                    .Select(day => new OpeningHours(day, From, Until)),
            ],
            []
        );
}
