using System.Net;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Capture;

/// <summary>How many forms one address may post. Generous: a whole office can share one.</summary>
public sealed class FormRate(IOptions<LeadGenOptions> options) : IDisposable
{
    private const int Burst = 120;
    private static readonly TimeSpan OneMore = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly bool _enabled = options.Value.RateLimits.Enabled;
    private readonly AddressBucket _bucket = new(Burst, 1, OneMore);

    /// <returns>Null when it may pass, else how long to wait.</returns>
    public TimeSpan? Wait(IPAddress? address) => !_enabled || _bucket.Allows(address) ? null : RetryAfter;

    public void Dispose() => _bucket.Dispose();
}
