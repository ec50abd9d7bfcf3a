using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace LeadGen.Web.Operations;

/// <summary>Believes X-Forwarded-For and -Proto from the proxies of the settings, and from nobody else.</summary>
public static class TrustedProxies
{
    /// <exception cref="SettingException">One is neither an address nor a network.</exception>
    public static void UseTrustedProxies(this WebApplication app, LeadGenOptions options)
    {
        var networks = (options.TrustedProxies ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (networks.Length == 0)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // as many as there are trusted proxies in the row
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            forwarded.KnownIPNetworks.Add(Read(network));
        }

        app.UseForwardedHeaders(forwarded);
    }

    private static IPNetwork Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new SettingException(
            $"LeadGen__TrustedProxies holds '{text}'. Set it to addresses or networks, such as 10.0.0.0/8, with commas between."
        );
}
