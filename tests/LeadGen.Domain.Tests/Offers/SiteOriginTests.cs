using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class SiteOriginTests
{
    [Theory]
    [InlineData("https://www.example.com", "https://www.example.com")]
    [InlineData(" WWW.Example.com/ ", "https://www.example.com")]
    [InlineData("https://example.com:443", "https://example.com")]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    [InlineData("http://[::1]:81/", "http://[::1]:81")]
    public void A_site_is_written_one_way(string text, string origin)
    {
        Assert.Equal(origin, SiteOrigin.Read(text));
        Assert.Equal(origin, SiteOrigin.Read(origin));
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("ftp://example.com")]
    [InlineData("https://example.com/page")]
    [InlineData("https://example.com?x=1")]
    [InlineData("https://me@example.com")]
    [InlineData("https://*.example.com")]
    [InlineData("https://a b.example")]
    [InlineData("javascript:alert(1)")]
    public void Anything_else_is_none(string text) => Assert.Null(SiteOrigin.Read(text));
}
