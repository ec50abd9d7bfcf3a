using System.Net;
using System.Threading.RateLimiting;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Tracking;

/// <summary>How often one address may tell what its browsers do. A whole office can share one.</summary>
public sealed class TrackRate(IOptions<LeadGenOptions> options) : IDisposable
{
    public const int Burst = 600;
    private const int PerSecond = 20;

    private readonly bool _enabled = options.Value.RateLimits.Enabled;
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address =>
            RateLimitPartition.GetTokenBucketLimiter(
                address,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = Burst,
                    TokensPerPeriod = PerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                }
            )
    );

    public bool Allows(IPAddress? address)
    {
        if (!_enabled)
        {
            return true;
        }

        using var lease = _limiter.AttemptAcquire(ClientNetwork.Of(address));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
