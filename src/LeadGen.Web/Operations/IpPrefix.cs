using System.Net;
using System.Net.Sockets;

namespace LeadGen.Web.Operations;

/// <summary>
/// From which network something came, as far as that proves it and tells of no single household: of an IPv4 address the first 24 bits, of
/// an IPv6 address the first 48.
/// </summary>
public static class IpPrefix
{
    /// <summary>Such as <c>203.0.113.0/24</c>; null where the address is not known.</summary>
    public static string? Of(IPAddress? address)
    {
        if (address is null)
        {
            return null;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bits = plain.AddressFamily == AddressFamily.InterNetwork ? 24 : 48;
        var bytes = plain.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }

    public static string? Of(HttpContext? context) => Of(context?.Connection.RemoteIpAddress);
}
