using Microsoft.AspNetCore.HttpOverrides;

namespace LeadGen.Web.Operations;

/// <summary>Believes X-Forwarded-For and -Proto from the proxies of the settings, and from nobody else.</summary>
public static class TrustedProxies
{
    /// <exception cref="SettingException">One is neither an address nor a network.</exception>
    public static void UseTrustedProxies(this WebApplication app, LeadGenOptions options)
    {
        var networks = NetworkList.Read(options.TrustedProxies, nameof(LeadGenOptions.TrustedProxies));
        if (networks.Count == 0)
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
            forwarded.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(forwarded);
    }
}
