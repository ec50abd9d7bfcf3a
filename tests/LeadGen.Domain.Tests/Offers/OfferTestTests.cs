using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class OfferTestTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly OfferContent Guide = new(
        OfferKind.WhitePaper,
        "The buyer's guide",
        "What to ask before you buy.",
        "# Inside",
        "Get the guide",
        FormIntent.Content,
        OfferDepth.Early,
        [new FormField("email", true), new FormField("first_name", false)],
        Delivery.Nothing
    );

    private readonly Offer _offer = Published();

    [Fact]
    public void A_new_test_is_a_draft_of_two_halves_the_offer_as_it_stands_first()
    {
        var test = OfferTest.Create(_offer.Id, TestPlan.Usual, Now);

        Assert.Equal((TestState.Draft, 1), (test.State, test.Version));
        Assert.Equal([("As it stands", 50), ("B", 50)], test.Variants.Select(one => (one.Name, one.Share)));
        Assert.Contains("variant." + test.Variants[1].Id, OfferTestRules.Check(test, _offer, Now).Keys);
        Assert.Throws<DomainException>(() => test.Start(_offer, Now));
    }

    [Fact]
    public void What_a_variant_does_not_say_is_as_the_offer_says_it()
    {
        var variant = new OfferVariant(Guid.Empty, "B", 50, new VariantWords(Title: "Nine questions for your seller"));
        var shown = _offer.Shown(variant);

        Assert.Equal(Guide with { Title = "Nine questions for your seller" }, shown.Content);
        Assert.Equal((_offer.Id, _offer.Slug, _offer.Version), (shown.Id, shown.Slug, shown.Version));
        Assert.Equal((Guid.Empty, (Guid?)null), (shown.VariantId, _offer.VariantId));
        Assert.Equal(Guide, _offer.Content);
        var asking = variant with { Form = new([new("email", true)], FormSettings.Plain, "Another") };
        Assert.Equal(["email"], _offer.Shown(asking).Form.Select(field => field.Key));
    }

    [Fact]
    public void A_third_shares_evenly_and_what_is_left_over_goes_to_the_control()
    {
        var test = OfferTest.Create(_offer.Id, TestPlan.Usual, Now);
        var third = test.Add(Now);
        Assert.Equal([34, 33, 33], test.Variants.Select(one => one.Share));
        Assert.Equal("C", third.Name);
        test.Add(Now);
        Assert.Throws<DomainException>(() => test.Add(Now));

        test.Remove(test.Variants[1].Id, Now);
        test.Remove(test.Control.Id, Now);
        Assert.Equal(["As it stands", "C", "D"], test.Variants.Select(one => one.Name));
        Assert.Equal("B", test.Add(Now).Name);
    }

    [Fact]
    public void Shares_are_whole_none_is_tiny_and_together_they_are_all()
    {
        var test = Written();
        Assert.Empty(OfferTestRules.Check(test, _offer, Now));

        test.Prepare(test.Plan, [60, 39], Now);
        Assert.Contains("99 %", OfferTestRules.Check(test, _offer, Now).Values.Single(), StringComparison.Ordinal);
        test.Prepare(test.Plan, [96, 4], Now);
        Assert.Equal(2, OfferTestRules.Check(test, _offer, Now).Count);
        test.Prepare(test.Plan with { Rate = 0, Lift = 1, Days = 0 }, [50, 50], Now);
        Assert.Equal(["days", "lift", "rate"], OfferTestRules.Check(test, _offer, Now).Keys.Order());
        test.Prepare(test.Plan with { Rate = 40, Lift = 300, Days = 1 }, [50, 50], Now);
        Assert.Equal(["lift"], OfferTestRules.Check(test, _offer, Now).Keys);
    }

    [Fact]
    public void A_variant_must_make_an_offer_that_could_stand_by_itself()
    {
        var test = Written();
        var wrong = test.Variants[1] with { Form = new([new("first_name", true)], FormSettings.Plain, "Another") };
        test.Change(wrong, Now);
        Assert.Contains(
            "e-mail address",
            OfferTestRules.Check(test, _offer, Now)["variant." + wrong.Id],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nobody_tests_what_nobody_sees()
    {
        var draft = Offer.Create("later", Guide, Now);
        Assert.Contains("Publish", OfferTestRules.Check(Written(), draft, Now)[""], StringComparison.Ordinal);
    }

    [Fact]
    public void Once_it_runs_nothing_of_it_changes_and_stopped_it_stays_stopped()
    {
        var test = Written();
        test.Start(_offer, Now);
        Assert.Equal((TestState.Running, Now, _offer.Version), (test.State, test.StartedAt, test.OfferVersion));
        Assert.Throws<DomainException>(() => test.Prepare(test.Plan, [90, 10], Now));
        Assert.Throws<DomainException>(() => test.Change(test.Variants[1], Now));
        Assert.Throws<DomainException>(() => test.Remove(test.Variants[1].Id, Now));
        Assert.Throws<DomainException>(() => test.Add(Now));

        test.Stop(Now.AddDays(1));
        test.Stop(Now.AddDays(2));
        Assert.Equal((TestState.Stopped, Now.AddDays(1)), (test.State, test.StoppedAt));
        Assert.Throws<DomainException>(() => test.Start(_offer, Now));
    }

    [Fact]
    public void Adopting_writes_the_words_into_the_offer_and_stops_the_test()
    {
        var test = Written();
        Assert.Throws<DomainException>(() => test.Adopt(test.Variants[1].Id, _offer, Now));
        test.Start(_offer, Now);

        test.Adopt(test.Variants[1].Id, _offer, Now.AddDays(30));

        Assert.Equal((TestState.Stopped, test.Variants[1].Id), (test.State, test.AdoptedId));
        Assert.Equal(("Nine questions", Guide.Promise), (_offer.Title, _offer.Promise));
        Assert.True(_offer.Version > test.OfferVersion);
    }

    private OfferTest Written()
    {
        var test = OfferTest.Create(_offer.Id, TestPlan.Usual, Now);
        test.Change(test.Variants[1] with { Words = new VariantWords(Title: "Nine questions") }, Now);
        return test;
    }

    private static Offer Published()
    {
        var offer = Offer.Create("buyers-guide", Guide, Now);
        offer.Publish(Now);
        return offer;
    }
}
