using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class OfferDefaultsTests
{
    public static TheoryData<OfferKind> Kinds => [.. Enum.GetValues<OfferKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_begins_with_a_form_and_a_button_that_can_be_published(OfferKind kind)
    {
        var content = OfferDefaults.Of(kind, "A title", "A promise.");

        Assert.Empty(OfferRules.Check(content));
        Assert.NotEmpty(content.CallToAction);
        Assert.Contains(content.Form, field => field.Key == LeadFields.ConsentMarketing && !field.Required);
        Assert.InRange(content.Form.Count(field => field.Required), 1, 5);
    }

    [Theory]
    [InlineData(OfferKind.TalkToSales, FormIntent.Inquiry)]
    [InlineData(OfferKind.Demo, FormIntent.Demo)]
    [InlineData(OfferKind.FreeTrial, FormIntent.Trial)]
    [InlineData(OfferKind.Ebook, FormIntent.Content)]
    public void The_intent_fits_the_kind(OfferKind kind, FormIntent intent) =>
        Assert.Equal(intent, OfferDefaults.Of(kind, "A title", "A promise.").Intent);

    [Theory]
    [InlineData(OfferKind.WhitePaper, "file")]
    [InlineData(OfferKind.Webinar, "date")]
    [InlineData(OfferKind.FreeTrial, "address")]
    [InlineData(OfferKind.Coupon, "code")]
    public void What_a_visitor_would_miss_is_said(OfferKind kind, string missing)
    {
        var gaps = OfferGaps.Of(OfferDefaults.Of(kind, "A title", "A promise."));

        Assert.Equal([OfferPart.Content, OfferPart.Delivery], gaps.Select(gap => gap.Part));
        Assert.Contains(missing, gaps[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_whole_has_no_gap() =>
        Assert.Empty(
            OfferGaps.Of(OfferDefaults.Of(OfferKind.TalkToSales, "A title", "A promise.") with { Body = "Text" })
        );
}
