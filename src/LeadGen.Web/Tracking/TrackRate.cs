using System.Net;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Tracking;

/// <summary>How often one address may tell what its browsers do. A whole office can share one.</summary>
public sealed class TrackRate(IOptions<LeadGenOptions> options) : IDisposable
{
    public const int Burst = 600;
    private const int PerSecond = 20;

    private readonly bool _enabled = options.Value.RateLimits.Enabled;
    private readonly AddressBucket _bucket = new(Burst, PerSecond, TimeSpan.FromSeconds(1));

    public bool Allows(IPAddress? address) => !_enabled || _bucket.Allows(address);

    public void Dispose() => _bucket.Dispose();
}
