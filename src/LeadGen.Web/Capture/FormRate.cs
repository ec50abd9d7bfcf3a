using System.Net;
using System.Threading.RateLimiting;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Capture;

/// <summary>How many forms one address may post. Generous: a whole office can share one.</summary>
public sealed class FormRate(IOptions<LeadGenOptions> options) : IDisposable
{
    private const int Burst = 120;
    private static readonly TimeSpan OneMore = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<IPAddress>? _limiter = options.Value.RateLimits.Enabled ? Limiter() : null;

    /// <returns>Null when it may pass, else how long to wait.</returns>
    public TimeSpan? Wait(IPAddress? address)
    {
        if (_limiter is null)
        {
            return null;
        }

        using var lease = _limiter.AttemptAcquire(ClientNetwork.Of(address));
        return lease.IsAcquired ? null : RetryAfter;
    }

    public void Dispose() => _limiter?.Dispose();

    private static PartitionedRateLimiter<IPAddress> Limiter() =>
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
            RateLimitPartition.GetTokenBucketLimiter(
                address,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = Burst,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = OneMore,
                    QueueLimit = 0,
                    AutoReplenishment = true,
                }
            )
        );
}
