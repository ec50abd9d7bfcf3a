using System.Collections.Frozen;

namespace LeadGen.Domain.Handoffs;

/// <summary>
/// When a team works: opening hours by weekday in an IANA time zone, less holidays. Working time is time that really passes while the
/// local clock shows an open hour. So an hour that is skipped in spring counts nothing, and one that is doubled in autumn counts twice,
/// whether or not it is an open one; and every hour of a calendar that is always open lasts an hour.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>The most working time that can be added at once.</summary>
    public static readonly TimeSpan LongestWorking = TimeSpan.FromDays(366);

    private readonly TimeZoneInfo _zone;
    private readonly OpeningHours[][] _week;
    private readonly FrozenSet<DateOnly> _holidays;

    private WorkingCalendar(TimeZoneInfo zone, IReadOnlyList<OpeningHours> hours, IReadOnlyList<DateOnly> holidays)
    {
        (_zone, Hours, Holidays) = (zone, hours, holidays);
        _week =
        [
            .. Enum.GetValues<DayOfWeek>()
                .Select(day => hours.Where(span => span.Day == day).OrderBy(span => span.From).ToArray()),
        ];
        _holidays = holidays.ToFrozenSet();
    }

    /// <summary>The default: every hour counts.</summary>
    public static WorkingCalendar EveryHour { get; } = EveryHourIn("UTC");

    /// <summary>An IANA name, such as Europe/Berlin.</summary>
    public string TimeZone => _zone.Id;
    public IReadOnlyList<OpeningHours> Hours { get; }

    /// <summary>Days in the calendar's time zone on which nothing counts.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; }

    /// <summary>Every hour counts; the time zone only says when a day begins, such as that of an absence.</summary>
    public static WorkingCalendar EveryHourIn(string timeZone) =>
        Of(
            timeZone,
            [.. Enum.GetValues<DayOfWeek>().Select(day => new OpeningHours(day, TimeOnly.MinValue, TimeOnly.MinValue))],
            []
        );

    /// <exception cref="DomainException">It breaks a rule of <see cref="WorkingCalendarRules"/>, such as having no working hour.</exception>
    public static WorkingCalendar Of(
        string timeZone,
        IReadOnlyList<OpeningHours> hours,
        IReadOnlyList<DateOnly> holidays
    )
    {
        var errors = WorkingCalendarRules.Check(timeZone, hours, holidays);
        return errors.Count == 0
            ? new(TimeZoneInfo.FindSystemTimeZoneById(timeZone), [.. hours], [.. holidays])
            : throw new DomainException(string.Join(". ", errors.Values) + ".");
    }

    /// <summary>
    /// The deadline: the earliest instant, in UTC, by which so much working time has passed. So a promise that is used up exactly at
    /// the close of business ends there, not when the doors open again. Nothing added is the instant itself, even in a closed hour.
    /// </summary>
    /// <param name="working">From zero to <see cref="LongestWorking"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public DateTimeOffset Add(DateTimeOffset instant, TimeSpan working)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(working, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(working, LongestWorking);
        var left = working.Ticks;
        if (left == 0)
        {
            return instant.ToUniversalTime();
        }

        foreach (var (from, to) in OpenSince(instant.UtcTicks))
        {
            if (to - from >= left)
            {
                return new(from + left, TimeSpan.Zero);
            }

            left -= to - from;
        }

        throw new DomainException("That deadline lies beyond the end of time. Choose a nearer one.");
    }

    /// <summary>The working time from one instant to another; negative where the second is the earlier one.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
        {
            return -Between(to, from);
        }

        var (sum, end) = (0L, to.UtcTicks);
        foreach (var open in OpenSince(from.UtcTicks))
        {
            if (open.From >= end)
            {
                break;
            }

            sum += Math.Min(open.To, end) - open.From;
        }

        return new(sum);
    }

    /// <summary>Does working time pass from this instant on?</summary>
    public bool IsOpenAt(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, _zone);
        return SpansOf(DateOnly.FromDateTime(local.DateTime))
            .Any(span => span.FromTicks <= local.TimeOfDay.Ticks && local.TimeOfDay.Ticks < span.ToTicks);
    }

    /// <summary>The day on the wall calendar of the time zone.</summary>
    public DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).DateTime);

    // In order of time; in UTC ticks.
    private IEnumerable<(long From, long To)> OpenSince(long instant)
    {
        foreach (var (from, to, offset) in StretchesSince(instant))
        {
            for (var midnight = Midnight(from + offset) - offset; midnight < to; midnight += TimeSpan.TicksPerDay)
            {
                foreach (var span in SpansOf(DayNumbered(midnight + offset)))
                {
                    var open = (
                        From: Math.Max(from, midnight + span.FromTicks),
                        To: Math.Min(to, midnight + span.ToTicks)
                    );
                    if (open.From < open.To)
                    {
                        yield return open;
                    }
                }
            }
        }
    }

    // Stretches of at most a day in which local time keeps its distance from UTC. No zone changes it twice within a day.
    private IEnumerable<(long From, long To, long Offset)> StretchesSince(long instant)
    {
        var last = DateTime.MaxValue.Ticks - (2 * TimeSpan.TicksPerDay);
        for (var from = instant; from < last; from += TimeSpan.TicksPerDay)
        {
            var to = from + TimeSpan.TicksPerDay;
            var (before, after) = (OffsetAt(from), OffsetAt(to));
            if (before == after)
            {
                yield return (from, to, before);
                continue;
            }

            var change = ChangeBetween(from, to, before);
            yield return (from, change, before);
            yield return (change, to, after);
        }
    }

    private long ChangeBetween(long from, long to, long before)
    {
        while (to - from > 1)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = OffsetAt(middle) == before ? (middle, to) : (from, middle);
        }

        return to;
    }

    private OpeningHours[] SpansOf(DateOnly day) => _holidays.Contains(day) ? [] : _week[(int)day.DayOfWeek];

    private long OffsetAt(long utcTicks) => _zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;

    private static long Midnight(long localTicks) => localTicks - (localTicks % TimeSpan.TicksPerDay);

    private static DateOnly DayNumbered(long localTicks) =>
        DateOnly.FromDayNumber((int)(localTicks / TimeSpan.TicksPerDay));
}
