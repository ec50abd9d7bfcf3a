using System.Net;
using System.Threading.RateLimiting;

namespace LeadGen.Web.Operations;

/// <summary>A bucket of tokens for each client address: so much at once, and then so much in each period.</summary>
public sealed class AddressBucket(int burst, int tokens, TimeSpan period) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address =>
            RateLimitPartition.GetTokenBucketLimiter(
                address,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = burst,
                    TokensPerPeriod = tokens,
                    ReplenishmentPeriod = period,
                }
            )
    );

    /// <summary>Takes a token; false where there is none left.</summary>
    public bool Allows(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(ClientNetwork.Of(address));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
