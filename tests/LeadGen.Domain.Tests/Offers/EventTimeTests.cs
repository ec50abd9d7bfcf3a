using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class EventTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 3, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_date_is_told_by_the_clock_of_its_place()
    {
        Assert.Equal("Thursday, 3 December 2026, 15:00 UTC", EventTime.Words(new Delivery(StartsAt: Start)));
        Assert.Equal(
            "Thursday, 3 December 2026, 16:00 to 17:30 (Europe/Berlin)",
            EventTime.Words(new Delivery(StartsAt: Start, EndsAt: Start.AddMinutes(90), TimeZone: "Europe/Berlin"))
        );
        Assert.Equal(
            "Thursday, 3 December 2026, 16:00 to Friday, 4 December 2026, 12:00 (Europe/Berlin)",
            EventTime.Words(new Delivery(StartsAt: Start, EndsAt: Start.AddHours(20), TimeZone: "Europe/Berlin"))
        );
        Assert.Equal(
            "3 Dec 2026, 16:00 (Europe/Berlin)",
            EventTime.Brief(new Delivery(StartsAt: Start, TimeZone: "Europe/Berlin"))
        );
    }

    [Fact]
    public void Without_a_date_nothing_is_told() => Assert.Null(EventTime.Words(Delivery.Nothing));
}
