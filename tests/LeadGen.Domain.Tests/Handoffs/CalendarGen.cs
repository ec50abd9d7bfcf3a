using CsCheck;
using LeadGen.Domain.Handoffs;

namespace LeadGen.Domain.Tests.Handoffs;

/// <summary>Calendars and instants from 2026 to 2036, many of them where clocks change.</summary>
internal static class CalendarGen
{
    private const int MinutesAStep = 5;
    private const int StepsADay = 24 * 60 / MinutesAStep;
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2036, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Clocks that change by an hour or by half of one, at midnight or in the night, north, south, and round Ramadan; and one that never does.</summary>
    public static readonly string[] Zones =
    [
        "Europe/Berlin",
        "America/New_York",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Pacific/Chatham",
        "Asia/Kathmandu",
    ];

    public static readonly Dictionary<string, DateTimeOffset[]> Changes = Zones.ToDictionary(zone => zone, ChangesOf);

    private static readonly Gen<OpeningHours[]> Days = Gen.Select(
            Gen.Int[0, StepsADay].HashSet[0, 6],
            Gen.Enum<DayOfWeek>(),
            (edges, day) => (Edges: edges.Order().ToArray(), Day: day)
        )
        .Select(any =>
            any.Edges.Chunk(2)
                .Where(pair => pair.Length == 2)
                .Select(pair => new OpeningHours(any.Day, At(pair[0]), At(pair[1])))
                .ToArray()
        );

    private static readonly Gen<OpeningHours[]> Office = Gen.Int[1, 5]
        .Select(days =>
            Enumerable
                .Range(1, days)
                .SelectMany(day =>
                    new[]
                    {
                        new OpeningHours((DayOfWeek)day, new(9, 0), new(12, 30)),
                        new OpeningHours((DayOfWeek)day, new(13, 15), new(17, 0)),
                    }
                )
                .ToArray()
        );

    private static readonly Gen<OpeningHours[]> Weeks = Gen.Frequency(
        (1, Office),
        (1, Gen.Const(() => WorkingCalendar.EveryHour.Hours.ToArray())),
        (
            3,
            Days.Array[1, 7]
                .Select(days => days.SelectMany(day => day).GroupBy(span => span.Day).SelectMany(FirstOf).ToArray())
        )
    );

    /// <summary>A calendar and an instant at a whole minute, near one at which its clock changes more often than not.</summary>
    public static readonly Gen<(WorkingCalendar Calendar, DateTimeOffset At)> Cases = Gen.OneOf(Zones)
        .SelectMany(zone => Gen.Select(Gen.Const(zone), Instants(zone), Weeks, Gen.Int[-2, 20].HashSet[0, 6]))
        .Where(any => WorkingCalendarRules.Check(any.Item1, any.Item3, []).Count == 0)
        .Select(any =>
        {
            var day = DateOnly.FromDateTime(any.Item2.UtcDateTime);
            return (WorkingCalendar.Of(any.Item1, any.Item3, [.. any.Item4.Select(day.AddDays)]), any.Item2);
        });

    private static Gen<DateTimeOffset> Instants(string zone)
    {
        var anywhere = Gen.Int[0, (int)(Last - First).TotalMinutes].Select(minutes => First.AddMinutes(minutes));
        var changes = Changes[zone];
        return changes.Length == 0
            ? anywhere
            : Gen.Frequency(
                (1, anywhere),
                (2, Gen.Select(Gen.OneOf(changes), Gen.Int[-3000, 200], (at, minutes) => at.AddMinutes(minutes)))
            );
    }

    private static IEnumerable<OpeningHours> FirstOf(IEnumerable<OpeningHours> spans)
    {
        var end = TimeOnly.MinValue;
        foreach (var span in spans.OrderBy(span => span.From))
        {
            if (span.From >= end)
            {
                yield return span;
                end = span.To == TimeOnly.MinValue ? TimeOnly.MaxValue : span.To;
            }
        }
    }

    private static DateTimeOffset[] ChangesOf(string zone)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return
        [
            .. Enumerable
                .Range(1, (int)(Last - First).TotalHours)
                .Select(hours => First.AddHours(hours))
                .Where(at => info.GetUtcOffset(at) != info.GetUtcOffset(at.AddHours(-1))),
        ];
    }

    private static TimeOnly At(int step) =>
        TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(step % StepsADay * MinutesAStep));
}
