using System.Net;
using System.Net.Sockets;

namespace LeadGen.Web.Webhooks;

/// <summary>
/// Which addresses webhooks may go to. What is private, of this machine or of no one place is reached by nobody who types an address
/// into a page, unless the settings name its network.
/// </summary>
/// <param name="allowed">Networks that may be reached besides: by http too, and at any port.</param>
public sealed class WebhookAddresses(IReadOnlyList<IPNetwork> allowed)
{
    private const int HttpsPort = 443;

    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Of IPv6 what is public begins with 2 or 3; of that these are not.
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork PublicSix = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <returns>Why a webhook may not go there, and what to do; null where it may.</returns>
    public string? WhyNot(Uri url, IPAddress address)
    {
        var inner = Inner(address);
        if (allowed.Any(network => network.Contains(inner)))
        {
            return null;
        }

        return !IsPublic(inner)
                ? $"{url.Host} is at {address}, which is private. An operator can allow it by LeadGen__Webhooks__PrivateNetworks."
            : url.Scheme != Uri.UriSchemeHttps ? "Only https goes to a public address."
            : url.Port != HttpsPort ? $"Only port {HttpsPort} of a public address is used."
            : null;
    }

    /// <summary>What is known before the name is looked up: so that whoever types it learns it at once.</summary>
    /// <returns>Why a webhook may not go there; null where it may, or where only its address can tell.</returns>
    public string? WhyNot(Uri url) =>
        IPAddress.TryParse(url.IdnHost, out var address) ? WhyNot(url, address)
        : allowed.Count > 0 ? null
        : url.Scheme != Uri.UriSchemeHttps ? "Begin the address with https: nothing else goes to a public address."
        : url.Port != HttpsPort ? $"Leave the port out: only {HttpsPort} of a public address is used."
        : null;

    public static bool IsPublic(IPAddress address)
    {
        var inner = Inner(address);
        return !NotPublic.Any(network => network.Contains(inner))
            && (inner.AddressFamily == AddressFamily.InterNetwork || PublicSix.Contains(inner));
    }

    /// <summary>The address of IPv4 that one of IPv6 stands for.</summary>
    private static IPAddress Inner(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 || Translated.Contains(address) ? new IPAddress(bytes.AsSpan(12))
            : SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4))
            : address;
    }
}
