using System.Globalization;
using LeadGen.Domain.Handoffs;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class WorkingCalendarTests
{
    private static readonly OpeningHours[] Office =
    [
        .. Enumerable
            .Range(1, 5)
            .SelectMany(day =>
                new[]
                {
                    new OpeningHours((DayOfWeek)day, new(9, 0), new(12, 0)),
                    new OpeningHours((DayOfWeek)day, new(13, 0), new(17, 0)),
                }
            ),
    ];

    [Theory]
    [InlineData("2026-06-01T09:00", 3, "2026-06-01T12:00")]
    [InlineData("2026-06-01T11:00", 2, "2026-06-01T14:00")]
    [InlineData("2026-06-05T16:00", 2, "2026-06-08T10:00")]
    [InlineData("2026-06-05T16:00", 1, "2026-06-05T17:00")]
    [InlineData("2026-06-06T03:00", 1, "2026-06-08T10:00")]
    [InlineData("2026-06-03T16:00", 8, "2026-06-05T17:00")]
    public void Nights_weekends_lunch_and_holidays_do_not_count(string from, int hours, string due)
    {
        var calendar = WorkingCalendar.Of("Europe/Berlin", Office, [new(2026, 6, 4)]);
        Assert.Equal(Berlin(due), calendar.Add(Berlin(from), TimeSpan.FromHours(hours)));
    }

    [Fact]
    public void A_skipped_hour_counts_nothing_and_a_doubled_one_twice()
    {
        OpeningHours[] nights = [new(DayOfWeek.Sunday, new(1, 0), new(5, 0))];
        var calendar = WorkingCalendar.Of("Europe/Berlin", nights, []);
        Assert.Equal(TimeSpan.FromHours(3), calendar.Between(Utc("2026-03-28T12:00"), Utc("2026-03-29T12:00")));
        Assert.Equal(TimeSpan.FromHours(5), calendar.Between(Utc("2026-10-24T12:00"), Utc("2026-10-25T12:00")));
        Assert.Equal(TimeSpan.FromHours(4), calendar.Between(Utc("2026-06-06T12:00"), Utc("2026-06-07T12:00")));
    }

    [Fact]
    public void A_calendar_without_a_working_hour_is_refused_and_the_message_says_what_to_do()
    {
        var error = Assert.Throws<DomainException>(() => WorkingCalendar.Of("Europe/Berlin", [], []));
        Assert.Contains("Open at least one hour a week", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Atlantis", "09:00", "17:00", "time_zone", "such as Europe/Berlin")]
    [InlineData("", "09:00", "17:00", "time_zone", "such as Europe/Berlin")]
    [InlineData("Europe/Berlin", "17:00", "09:00", "hours", "On Monday close after you open: 17:00 to 09:00")]
    [InlineData("Europe/Berlin", "09:00", "09:00", "hours", "On Monday close after you open")]
    [InlineData("Europe/Berlin", "09:00", "09:59", "hours", "Open at least one hour a week")]
    public void What_a_calendar_cannot_be_is_told_by_field(
        string zone,
        string from,
        string to,
        string field,
        string message
    )
    {
        OpeningHours[] hours =
        [
            new(
                DayOfWeek.Monday,
                TimeOnly.Parse(from, CultureInfo.InvariantCulture),
                TimeOnly.Parse(to, CultureInfo.InvariantCulture)
            ),
        ];
        var error = Assert.Single(WorkingCalendarRules.Check(zone, hours, []));
        Assert.Equal(field, error.Key);
        Assert.Contains(message, error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Spans_that_overlap_are_refused_and_those_that_touch_are_not()
    {
        OpeningHours Monday(int from, int to) => new(DayOfWeek.Monday, new(from, 0), new(to % 24, 0));
        Assert.Empty(WorkingCalendarRules.Check("UTC", [Monday(13, 24), Monday(9, 13)], []));
        Assert.Contains(
            "On Monday two spans overlap",
            Assert.Single(WorkingCalendarRules.Check("UTC", [Monday(12, 24), Monday(9, 13)], [])).Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_cannot_be_added_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            WorkingCalendar.EveryHour.Add(default, TimeSpan.FromTicks(-1))
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            WorkingCalendar.EveryHour.Add(default, WorkingCalendar.LongestWorking + TimeSpan.FromTicks(1))
        );
        Assert.Throws<DomainException>(() =>
            WorkingCalendar.EveryHour.Add(DateTimeOffset.MaxValue, TimeSpan.FromHours(1))
        );
    }

    private static DateTimeOffset Utc(string text) =>
        new(DateTime.Parse(text, CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static DateTimeOffset Berlin(string text) =>
        new(DateTime.Parse(text, CultureInfo.InvariantCulture), TimeSpan.FromHours(2));
}
