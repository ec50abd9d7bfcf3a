using System.Net;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Tests.Operations;

public sealed class IpPrefixTests
{
    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    [InlineData(null, null)]
    public void An_address_is_cut_to_its_network(string? address, string? prefix) =>
        Assert.Equal(prefix, IpPrefix.Of(address is null ? null : IPAddress.Parse(address)));
}
