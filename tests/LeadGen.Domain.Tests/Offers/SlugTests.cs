using CsCheck;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class SlugTests
{
    [Theory]
    [InlineData("What predictive maintenance really costs", "what-predictive-maintenance-really-costs")]
    [InlineData("Führer für Käufer, 2026", "fuhrer-fur-kaufer-2026")]
    [InlineData("  The buyer's guide! ", "the-buyers-guide")]
    [InlineData("100 % free — now", "100-free-now")]
    [InlineData("指南", null)]
    [InlineData("🙂 Hello", "hello")]
    [InlineData("", null)]
    public void A_title_becomes_an_address(string title, string? slug) => Assert.Equal(slug, Slug.From(title));

    [Fact]
    public void Any_title_becomes_an_address_that_can_be_used_or_none() =>
        Gen.String.Sample(title => Assert.True(Slug.From(title) is not { } slug || OfferRules.IsSlug(slug), title));

    [Fact]
    public void A_long_title_is_cut_between_words()
    {
        var slug = Slug.From(string.Join(' ', Enumerable.Repeat("maintenance", 20)))!;
        Assert.InRange(slug.Length, 60, OfferRules.SlugMaxLength);
        Assert.EndsWith("-maintenance", slug, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_tell_addresses_apart_however_long_they_are()
    {
        Assert.Equal(["a", "a-2", "a-3"], Enumerable.Range(1, 3).Select(n => Slug.Numbered("a", n)));
        var longest = new string('a', OfferRules.SlugMaxLength);
        Assert.All(Enumerable.Range(1, 1000), n => Assert.True(OfferRules.IsSlug(Slug.Numbered(longest, n))));
    }
}
