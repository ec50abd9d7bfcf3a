using System.Net;

namespace LeadGen.Web.Operations;

/// <summary>
/// Lets in who may read the figures: this machine and private networks, or those of the setting. What a proxy brings in that is not trusted
/// could be from anybody, so it stays out.
/// </summary>
public sealed class MetricsDoor(LeadGenOptions options)
{
    private const string Private = "127.0.0.0/8, ::1, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7";

    private readonly IReadOnlyList<IPNetwork> _networks = NetworkList.Read(
        string.IsNullOrWhiteSpace(options.MetricsFrom) ? Private : options.MetricsFrom,
        nameof(LeadGenOptions.MetricsFrom)
    );

    /// <param name="from">Null where the request came by no network at all.</param>
    /// <param name="headers">A header of a proxy that is still there was not believed.</param>
    public bool Lets(IPAddress? from, IHeaderDictionary headers)
    {
        if (headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded"))
        {
            return false;
        }

        var address = from is { IsIPv4MappedToIPv6: true } ? from.MapToIPv4() : from;
        return address is null || _networks.Any(network => network.Contains(address));
    }
}
