using CsCheck;
using LeadGen.Domain.Handoffs;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class WorkingCalendarPropertyTests
{
    private const int Cases = 3_000;
    private const int SlowCases = 200;

    // Ticks too, so that nothing hangs on whole minutes.
    private static readonly Gen<TimeSpan> Lengths = Gen.OneOf(
        Gen.Long[0, TimeSpan.TicksPerDay * 3].Select(ticks => new TimeSpan(ticks)),
        Gen.Int[0, 72].Select(hours => TimeSpan.FromHours(hours))
    );

    private static readonly Gen<((WorkingCalendar Calendar, DateTimeOffset At) Case, TimeSpan A, TimeSpan B)> Sums =
        Gen.Select(CalendarGen.Cases, Lengths, Lengths);

    [Fact]
    public void The_clocks_of_six_zones_change_twice_a_year_or_so_and_those_of_one_never() =>
        Assert.Equal(
            [true, true, true, true, true, true, false],
            CalendarGen.Zones.Select(zone => CalendarGen.Changes[zone].Length >= 20)
        );

    [Fact]
    public void A_deadline_is_what_counting_minute_by_minute_on_the_local_clock_finds() =>
        Gen.Select(CalendarGen.Cases, Gen.Int[0, 1500])
            .Sample(
                any =>
                {
                    var ((calendar, at), minutes) = any;
                    var (due, open) = Count(calendar, at, minutes);
                    Assert.Equal(due, calendar.Add(at, TimeSpan.FromMinutes(minutes)));
                    Assert.Equal(TimeSpan.FromMinutes(open), calendar.Between(at, at.AddMinutes(5000)));
                },
                iter: SlowCases
            );

    [Fact]
    public void A_deadline_is_never_before_the_instant_and_the_time_between_is_what_was_added() =>
        Sums.Sample(
            any =>
            {
                var due = any.Case.Calendar.Add(any.Case.At, any.A);
                Assert.True(due >= any.Case.At);
                Assert.Equal(any.A, any.Case.Calendar.Between(any.Case.At, due));
                Assert.Equal(-any.A, any.Case.Calendar.Between(due, any.Case.At));
            },
            iter: Cases
        );

    [Fact]
    public void Adding_twice_is_adding_the_sum() =>
        Sums.Sample(
            any =>
            {
                var calendar = any.Case.Calendar;
                Assert.Equal(
                    calendar.Add(any.Case.At, any.A + any.B),
                    calendar.Add(calendar.Add(any.Case.At, any.A), any.B)
                );
            },
            iter: Cases
        );

    [Fact]
    public void A_deadline_is_in_an_open_hour_or_at_its_closing_edge() =>
        Sums.Where(any => any.A > TimeSpan.Zero)
            .Sample(
                any => Assert.True(any.Case.Calendar.IsOpenAt(any.Case.Calendar.Add(any.Case.At, any.A).AddTicks(-1))),
                iter: Cases
            );

    [Fact]
    public void Who_comes_later_or_has_longer_is_not_due_earlier() =>
        Sums.Sample(
            any =>
            {
                var ((calendar, at), a, b) = any;
                Assert.True(calendar.Add(at + a, b) >= calendar.Add(at, b));
                Assert.True(calendar.Add(at, a + b) >= calendar.Add(at, a));
            },
            iter: Cases
        );

    [Fact]
    public void Where_every_hour_counts_an_hour_is_an_hour_in_every_zone() =>
        Gen.Select(CalendarGen.Cases, Lengths)
            .Sample(
                any =>
                {
                    var calendar = WorkingCalendar.EveryHourIn(any.Item1.Calendar.TimeZone);
                    Assert.Equal(any.Item1.At + any.Item2, calendar.Add(any.Item1.At, any.Item2));
                },
                iter: Cases
            );

    // Slow and obviously right: the first minute after which so many have passed in which the local clock showed an open one.
    private static (DateTimeOffset Due, int OpenIn5000) Count(WorkingCalendar calendar, DateTimeOffset at, int minutes)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        var (passed, open, due) = (0, 0, minutes == 0 ? at : (DateTimeOffset?)null);
        for (var minute = 0; due is null || minute < 5000; minute++)
        {
            var local = TimeZoneInfo.ConvertTime(at.AddMinutes(minute), zone);
            var counts =
                !calendar.Holidays.Contains(DateOnly.FromDateTime(local.Date))
                && calendar.Hours.Any(span =>
                    span.Day == local.DayOfWeek
                    && local.TimeOfDay >= span.From.ToTimeSpan()
                    && (span.To == default || local.TimeOfDay < span.To.ToTimeSpan())
                );
            passed += counts ? 1 : 0;
            open += counts && minute < 5000 ? 1 : 0;
            due ??= passed == minutes ? at.AddMinutes(minute + 1) : null;
        }

        return (due.Value, open);
    }
}
