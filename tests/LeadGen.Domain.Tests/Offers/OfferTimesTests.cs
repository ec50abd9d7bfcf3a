using CsCheck;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class OfferTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_scheduled_offer_is_shown_and_closed_by_the_clock_alone()
    {
        var offer = Draft();
        offer.Schedule(Now.AddHours(1), Now.AddHours(3), Now);

        Assert.Equal(OfferState.Scheduled, offer.StateAt(Now));
        Assert.Equal(OfferState.Scheduled, offer.StateAt(Now.AddHours(1).AddTicks(-1)));
        Assert.Equal(OfferState.Published, offer.StateAt(Now.AddHours(1)));
        Assert.Equal(OfferState.Published, offer.StateAt(Now.AddHours(3).AddTicks(-1)));
        Assert.Equal(OfferState.Closed, offer.StateAt(Now.AddHours(3)));
    }

    [Fact]
    public void What_is_scheduled_can_go_back_to_draft_and_what_is_published_can_only_be_closed()
    {
        var offer = Draft();
        offer.Schedule(Now.AddHours(1), null, Now);
        offer.Close(Now);
        Assert.Equal(OfferState.Draft, offer.StateAt(Now.AddYears(1)));

        offer.Publish(Now);
        offer.Close(Now.AddHours(1));
        Assert.Equal(OfferState.Closed, offer.StateAt(Now.AddHours(1)));
        Assert.Equal(OfferState.Published, offer.StateAt(Now));
    }

    [Fact]
    public void An_end_can_be_set_and_taken_back_while_it_is_shown_and_the_beginning_stays()
    {
        var offer = Draft();
        offer.Publish(Now);
        offer.Schedule(Now.AddHours(1), Now.AddHours(5), Now.AddHours(1));
        Assert.Equal((Now, Now.AddHours(5)), (offer.PublishedAt, offer.ClosedAt));
        offer.Schedule(Now.AddHours(2), null, Now.AddHours(2));
        Assert.Equal((Now, (DateTimeOffset?)null), (offer.PublishedAt, offer.ClosedAt));
    }

    [Theory]
    [InlineData(-1, null, "from")]
    [InlineData(1, 1, "until")]
    [InlineData(0, -1, "until")]
    [InlineData(0, 0, "until")]
    [InlineData(-1, -2, "from until")]
    public void Times_that_make_no_sense_are_named_and_refused(int from, int? until, string fields)
    {
        var offer = Draft();
        var end = until is { } hours ? Now.AddHours(hours) : (DateTimeOffset?)null;

        Assert.Equal(fields.Split(' '), OfferTimes.Check(offer, Now.AddHours(from), end, Now).Keys);
        Assert.Throws<DomainException>(() => offer.Schedule(Now.AddHours(from), end, Now));
        Assert.Equal(OfferState.Draft, offer.StateAt(Now));
    }

    [Fact]
    public void What_has_been_shown_is_shown_again_at_once_or_not_at_all()
    {
        var offer = Draft();
        offer.Publish(Now);
        offer.Close(Now.AddHours(1));

        var later = Now.AddHours(2);
        Assert.Equal(["from"], OfferTimes.Check(offer, later.AddHours(1), null, later).Keys);
        offer.Schedule(later, later.AddHours(1), later);
        Assert.Equal(OfferState.Published, offer.StateAt(later));
        Assert.Equal(OfferState.Closed, offer.StateAt(later.AddHours(1)));
    }

    [Fact]
    public void The_address_changes_only_while_nobody_can_know_it()
    {
        var offer = Draft();
        offer.Rename("another", Now);
        offer.Schedule(Now.AddHours(1), null, Now);
        offer.Rename("a-third", Now);
        Assert.Throws<DomainException>(() => offer.Rename("Not an address", Now));
        Assert.Throws<DomainException>(() => offer.Rename("a-fourth", Now.AddHours(1)));
        Assert.Equal("a-third", offer.Slug);
    }

    [Fact]
    public void Whatever_is_done_to_an_offer_it_is_shown_exactly_between_its_two_instants() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 5])
            .Array[0, 12]
            .Sample(steps =>
            {
                var (offer, now) = (Draft(), Now);
                foreach (var (what, from, length) in steps)
                {
                    now = now.AddHours(1);
                    try
                    {
                        switch (what)
                        {
                            case 0:
                                offer.Publish(now);
                                break;
                            case 1:
                                offer.Close(now);
                                break;
                            default:
                                offer.Schedule(now.AddHours(from), length == 0 ? null : now.AddHours(length), now);
                                break;
                        }
                    }
                    catch (DomainException) { }

                    for (var hour = 0; hour < 8; hour++)
                    {
                        var at = now.AddHours(hour);
                        var isShown = offer.PublishedAt <= at && !(offer.ClosedAt <= at);
                        Assert.Equal(isShown, offer.StateAt(at) == OfferState.Published);
                        Assert.Equal(isShown, offer.IsPublished(at));
                    }

                    Assert.True(offer.ClosedAt is null || offer.ClosedAt >= offer.PublishedAt);
                }
            });

    private static Offer Draft() =>
        Offer.Create("a-guide", OfferDefaults.Of(OfferKind.Ebook, "A guide", "What is inside."), Now);
}
