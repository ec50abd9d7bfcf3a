using System.Globalization;
using CsCheck;
using LeadGen.Domain.Nurture;

namespace LeadGen.Domain.Tests.Nurture;

public sealed class NurturePaceTests
{
    private static readonly string[] Zones =
    [
        "Europe/Berlin",
        "America/New_York",
        "America/Los_Angeles",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kolkata",
        "America/Santiago",
        "UTC",
    ];

    private static readonly Gen<DateTimeOffset> Instant = Gen.Int[0, 2 * 366 * 24 * 60]
        .Select(minutes => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));

    private static readonly Gen<SendingHours> Hours = Gen.Select(
        Gen.Int[0, 20],
        Gen.Int[4, 24],
        Gen.Bool,
        (from, length, weekends) =>
            new SendingHours(
                new TimeOnly(from, 30),
                from + length >= 24 ? TimeOnly.MinValue : new TimeOnly(from + length, 30),
                weekends
            )
    );

    [Theory]
    // A Friday evening, and the Monday after; the clock was set forward on that Sunday.
    [InlineData("Europe/Berlin", "2027-03-26T20:00:00+01:00", "2027-03-29T08:00:00+02:00")]
    [InlineData("Europe/Berlin", "2027-03-26T19:59:00+01:00", "2027-03-26T19:59:00+01:00")]
    [InlineData("Europe/Berlin", "2027-03-30T07:59:59+02:00", "2027-03-30T08:00:00+02:00")]
    [InlineData("America/New_York", "2027-03-30T08:00:00+02:00", "2027-03-30T08:00:00-04:00")]
    [InlineData("Asia/Kolkata", "2027-03-30T20:30:00+05:30", "2027-03-31T08:00:00+05:30")]
    public void What_falls_into_the_quiet_hours_waits_for_the_morning_there(string zone, string at, string expected) =>
        Assert.Equal(At(expected), SendingHours.Default.NextOpen(At(at), [zone]));

    [Fact]
    public void In_a_wide_country_it_is_day_on_both_coasts()
    {
        string[] coasts = ["America/New_York", "America/Los_Angeles"];

        Assert.Equal(
            At("2027-06-01T08:00:00-07:00"),
            SendingHours.Default.NextOpen(At("2027-06-01T09:00:00-04:00"), coasts)
        );
        Assert.Equal(
            At("2027-06-02T08:00:00-07:00"),
            SendingHours.Default.NextOpen(At("2027-06-01T20:00:00-04:00"), coasts)
        );
    }

    [Fact]
    public void A_country_whose_clocks_share_no_hour_goes_by_the_first()
    {
        var morning = new SendingHours(new TimeOnly(9, 0), new TimeOnly(12, 0), Weekends: true);

        Assert.Equal(
            At("2027-06-01T09:00:00+03:00"),
            morning.NextOpen(At("2027-06-01T00:00:00+03:00"), ["Europe/Moscow", "Asia/Vladivostok"])
        );
    }

    [Fact]
    public void Over_all_zones_and_changes_of_the_clock_the_first_minute_that_is_not_quiet_is_found() =>
        Gen.Select(Instant, Hours, Gen.Int[0, Zones.Length - 1].Select(i => Zones[i]))
            .Sample(
                (at, hours, zone) =>
                {
                    var next = hours.NextOpen(at, [zone]);
                    var minute = at;
                    while (IsQuiet(hours, zone, minute))
                    {
                        minute = minute.AddMinutes(1);
                    }

                    Assert.Equal(minute, next);
                },
                iter: 300
            );

    [Fact]
    public void The_cap_holds_whenever_mails_went_out_by_it_and_nobody_waits_longer_than_it_asks() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 10], Gen.Int[0, 60].Array[1, 30])
            .Sample(
                (mails, days, pauses) =>
                {
                    var cap = new MailCap(mails, days);
                    var sent = new List<DateTimeOffset>();
                    var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
                    foreach (var pause in pauses)
                    {
                        now = now.AddHours(pause);
                        var next = cap.NextFree(now, sent);
                        Assert.True(next >= now);
                        Assert.True(next == now || Within(sent, next.AddTicks(-1), cap) >= mails);
                        sent.Add(now = next);
                        Assert.True(Within(sent, now, cap) <= mails);
                    }
                }
            );

    [Fact]
    public void What_the_cap_holds_back_until_a_quiet_hour_waits_on_until_the_morning()
    {
        var pace = new NurturePace(SendingHours.Default, new MailCap(1, 1));
        DateTimeOffset[] sent = [At("2027-06-01T22:00:00+02:00")];

        Assert.Equal(
            At("2027-06-03T08:00:00+02:00"),
            pace.Next(At("2027-06-02T09:00:00+02:00"), ["Europe/Berlin"], sent)
        );
    }

    [Theory]
    [InlineData("08:00", "10:00", true)]
    [InlineData("08:00", "00:00", true)]
    [InlineData("08:00", "09:59", false)]
    [InlineData("20:00", "08:00", false)]
    public void Two_hours_a_day_are_left_at_least(string from, string until, bool isRight) =>
        Assert.Equal(
            isRight,
            new SendingHours(
                TimeOnly.Parse(from, CultureInfo.InvariantCulture),
                TimeOnly.Parse(until, CultureInfo.InvariantCulture),
                Weekends: true
            ).Wrong
                is null
        );

    private static int Within(List<DateTimeOffset> sent, DateTimeOffset at, MailCap cap) =>
        sent.Count(one => one > at - cap.Span && one <= at);

    private static bool IsQuiet(SendingHours hours, string zone, DateTimeOffset at)
    {
        var there = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone));
        var until = hours.Until == TimeOnly.MinValue ? TimeSpan.FromDays(1) : hours.Until.ToTimeSpan();
        return (!hours.Weekends && there.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday))
            || there.TimeOfDay < hours.From.ToTimeSpan()
            || there.TimeOfDay >= until;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
