using LeadGen.Domain.Insights;
using static LeadGen.Domain.Insights.SalesWordKind;

namespace LeadGen.Domain.Tests.Insights;

public sealed class SalesVerdictTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Where_nothing_was_said_there_is_no_verdict() => Assert.Null(SalesVerdicts.Of([]));

    [Fact]
    public void A_sale_settles_it_whatever_was_said_before_as_of_when_sales_first_got_the_lead() =>
        Assert.Equal(
            new SalesVerdict(true, Day, Sold: true),
            SalesVerdicts.Of([Word(Refused, 0, 1), Word(Sold, 5, 5)])
        );

    [Fact]
    public void Of_two_hand_offs_the_last_one_counts_as_of_its_opening() =>
        Assert.Equal(
            new SalesVerdict(true, Day.AddDays(4)),
            SalesVerdicts.Of([Word(Confirmed, 4, 6), Word(Refused, 0, 2)])
        );

    [Fact]
    public void A_deal_that_was_lost_after_it_was_confirmed_had_been_a_good_lead() =>
        Assert.Equal(new SalesVerdict(true, Day), SalesVerdicts.Of([Word(Confirmed, 0, 1), Word(Lost, 9, 9)]));

    [Fact]
    public void One_that_was_only_ever_lost_was_not() =>
        Assert.Equal(new SalesVerdict(false, Day.AddDays(9)), SalesVerdicts.Of([Word(Lost, 9, 9)]));

    private static SalesWord Word(SalesWordKind kind, int handedOver, int said) =>
        new(kind, Day.AddDays(handedOver), Day.AddDays(said));
}
