using System.Net;
using System.Net.Sockets;

namespace LeadGen.Web.Operations;

/// <summary>Whom a limit by address counts as one.</summary>
public static class ClientNetwork
{
    private const int NetworkBytes = 8;

    /// <summary>The address; of the new ones the /64, which one customer of a provider has whole.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
