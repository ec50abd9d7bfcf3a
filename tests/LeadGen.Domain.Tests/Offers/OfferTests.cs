using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class OfferTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly OfferContent Guide = new(
        OfferKind.WhitePaper,
        "The buyer's guide",
        "What to ask before you buy.",
        "# Inside",
        "Get the guide",
        FormIntent.Content,
        OfferDepth.Early,
        [new FormField("email", true), new FormField("first_name", false)],
        new Delivery(new OfferFile("offers/guide.pdf", "Buyers guide.pdf", "application/pdf"), Thanks: "Thank you")
    );

    [Fact]
    public void A_new_offer_is_a_draft_that_nobody_sees()
    {
        var offer = Offer.Create("buyers-guide", Guide, Now);

        Assert.False(offer.IsPublished(Now));
        Assert.Equal(Guide, offer.Content);
        Assert.Equal(("buyers-guide", 1, Now, Now), (offer.Slug, offer.Version, offer.CreatedAt, offer.UpdatedAt));
    }

    [Fact]
    public void It_is_shown_from_its_publication_until_it_is_closed_and_can_be_shown_again()
    {
        var offer = Offer.Create("buyers-guide", Guide, Now);

        offer.Publish(Now.AddHours(1));
        Assert.False(offer.IsPublished(Now));
        Assert.True(offer.IsPublished(Now.AddHours(1)));

        offer.Close(Now.AddHours(2));
        Assert.True(offer.IsPublished(Now.AddHours(1)));
        Assert.False(offer.IsPublished(Now.AddHours(2)));

        offer.Publish(Now.AddHours(3));
        Assert.True(offer.IsPublished(Now.AddHours(3)));
        Assert.Equal(4, offer.Version);
    }

    [Fact]
    public void Each_change_raises_the_version_and_what_changes_nothing_does_not()
    {
        var offer = Offer.Create("buyers-guide", Guide, Now);

        offer.Close(Now);
        Assert.Equal(1, offer.Version);
        offer.Change(Guide with { Title = "Another" }, Now.AddHours(1));
        Assert.Equal(("Another", 2, Now.AddHours(1)), (offer.Title, offer.Version, offer.UpdatedAt));
        offer.Publish(Now.AddHours(2));
        offer.Publish(Now.AddHours(3));
        Assert.Equal((3, Now.AddHours(2)), (offer.Version, offer.UpdatedAt));
    }

    [Theory]
    [InlineData("buyers-guide", true)]
    [InlineData("2026", true)]
    [InlineData("Buyers-guide", false)]
    [InlineData("buyers--guide", false)]
    [InlineData("-guide", false)]
    [InlineData("guide-", false)]
    [InlineData("a/b", false)]
    [InlineData("..", false)]
    [InlineData("guide\n", false)]
    [InlineData("führer", false)]
    [InlineData("", false)]
    public void A_slug_is_lower_case_words_and_hyphens(string slug, bool taken)
    {
        Assert.Equal(taken, OfferRules.IsSlug(slug));
        if (!taken)
        {
            Assert.Throws<DomainException>(() => Offer.Create(slug, Guide, Now));
        }
    }

    [Fact]
    public void A_slug_is_bounded()
    {
        Assert.True(OfferRules.IsSlug(new string('a', OfferRules.SlugMaxLength)));
        Assert.False(OfferRules.IsSlug(new string('a', OfferRules.SlugMaxLength + 1)));
    }

    public static TheoryData<string, OfferContent> Wrong =>
        new()
        {
            { "title", Guide with { Title = " " } },
            { "title", Guide with { Title = new string('x', OfferRules.TitleMaxLength + 1) } },
            { "title", Guide with { Title = "A\0B" } },
            { "promise", Guide with { Promise = "" } },
            { "body", Guide with { Body = new string('x', OfferRules.BodyMaxLength + 1) } },
            { "call_to_action", Guide with { CallToAction = "" } },
            { "language", Guide with { Language = "English!" } },
            { "form", Guide with { Form = [] } },
            { "form", Guide with { Form = [new FormField("email", false)] } },
            { "form", Guide with { Form = [new FormField("email", true), new FormField("email", true)] } },
            { "form", Guide with { Form = [new FormField("email", true), new FormField("shoe_size", false)] } },
            { "form", Guide with { Form = [new FormField("email", true), new FormField("custom.Shoe Size", false)] } },
            {
                "form",
                Guide with
                {
                    Form =
                    [
                        new FormField("email", true),
                        new FormField("custom.x", false, Control: FieldControl.Select),
                    ],
                }
            },
            {
                "form",
                Guide with
                {
                    Form = [.. Enumerable.Range(0, 41).Select(i => new FormField($"custom.f{i}", false))],
                }
            },
            { "delivery", Guide with { Delivery = new Delivery(Url: "javascript:alert(1)") } },
            { "delivery", Guide with { Delivery = new Delivery(Url: "/relative") } },
            {
                "delivery",
                Guide with
                {
                    Delivery = new Delivery(new OfferFile("../secrets", "a.pdf", "application/pdf")),
                }
            },
            { "delivery", Guide with { Delivery = new Delivery(new OfferFile("a/../b", "a.pdf", "application/pdf")) } },
            {
                "delivery",
                Guide with
                {
                    Delivery = new Delivery(new OfferFile("/etc/passwd", "a.pdf", "application/pdf")),
                }
            },
            {
                "delivery",
                Guide with
                {
                    Delivery = new Delivery(new OfferFile("a.pdf", "a\r\nb.pdf", "application/pdf")),
                }
            },
            {
                "delivery",
                Guide with
                {
                    Delivery = new Delivery(new OfferFile("a.pdf", "a.pdf", "application/pdf\r\nX: y")),
                }
            },
        };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Content_that_breaks_a_rule_is_named_and_refused(string field, OfferContent content)
    {
        Assert.Equal([field], OfferRules.Check(content).Keys);
        Assert.Throws<DomainException>(() => Offer.Create("buyers-guide", content, Now));
    }

    [Fact]
    public void A_refused_change_leaves_the_offer_as_it_was()
    {
        var offer = Offer.Create("buyers-guide", Guide, Now);

        Assert.Throws<DomainException>(() => offer.Change(Guide with { Title = "" }, Now.AddHours(1)));

        Assert.Equal((Guide.Title, 1), (offer.Title, offer.Version));
    }
}
