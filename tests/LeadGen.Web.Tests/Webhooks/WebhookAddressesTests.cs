using System.Net;
using LeadGen.Web.Webhooks;

namespace LeadGen.Web.Tests.Webhooks;

public sealed class WebhookAddressesTests
{
    private static readonly Uri Secure = new("https://hook.example/in");

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:1::1")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void A_private_address_is_refused_however_it_is_written(string address)
    {
        Assert.False(WebhookAddresses.IsPublic(IPAddress.Parse(address)));
        Assert.Contains(
            "private",
            new WebhookAddresses([]).WhyNot(Secure, IPAddress.Parse(address)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450::1")]
    public void A_public_address_is_reached_by_https_at_its_port_alone(string text)
    {
        var (addresses, address) = (new WebhookAddresses([]), IPAddress.Parse(text));

        Assert.Null(addresses.WhyNot(Secure, address));
        Assert.Contains("https", addresses.WhyNot(new Uri("http://hook.example"), address), StringComparison.Ordinal);
        Assert.Contains(
            "port 443",
            addresses.WhyNot(new Uri("https://hook.example:8443"), address),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_the_settings_name_is_reached_by_http_and_at_any_port_too()
    {
        var addresses = new WebhookAddresses([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("::1/128")]);
        var plain = new Uri("http://intern:8080");

        Assert.Null(addresses.WhyNot(plain, IPAddress.Parse("10.1.2.3")));
        Assert.Null(addresses.WhyNot(plain, IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.Null(addresses.WhyNot(plain, IPAddress.IPv6Loopback));
        Assert.NotNull(addresses.WhyNot(plain, IPAddress.Parse("10.2.2.3")));
    }

    [Theory]
    [InlineData("http://example.com/hook", "https")]
    [InlineData("https://example.com:8443/hook", "port")]
    [InlineData("https://10.1.2.3/hook", "private")]
    [InlineData("https://[::1]/hook", "private")]
    [InlineData("https://example.com/hook", null)]
    public void What_can_never_be_reached_is_refused_when_it_is_saved(string url, string? word)
    {
        var (form, errors) = WebhookForm.Read("Warehouse", url, ["lead.created"], new WebhookAddresses([]));

        Assert.Equal(word is null, form is not null);
        Assert.Contains(word ?? "", errors.GetValueOrDefault("url") ?? "", StringComparison.Ordinal);
        // A name may be one of the networks that are allowed.
        Assert.Null(new WebhookAddresses([IPNetwork.Parse("10.1.0.0/16")]).WhyNot(new Uri("http://intern:8080")));
    }
}
