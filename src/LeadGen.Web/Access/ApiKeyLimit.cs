using System.Globalization;
using System.Threading.RateLimiting;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Access;

/// <summary>How often an API key may call: a bucket of calls that fills up steadily. Every answer says what is left in it.</summary>
public sealed class ApiKeyLimit(RequestDelegate next, IOptions<LeadGenOptions> options) : IDisposable
{
    private const int RefillsPerSecond = 10;

    private readonly RateLimitOptions _limits = options.Value.RateLimits;
    private readonly PartitionedRateLimiter<Guid> _limiter = PartitionedRateLimiter.Create<Guid, Guid>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => BucketOf(options.Value.RateLimits))
    );

    public Task InvokeAsync(HttpContext context)
    {
        if (!_limits.Enabled || context.User.ApiKeyId() is not { } key)
        {
            return next(context);
        }

        using var lease = _limiter.AttemptAcquire(key);
        var left = _limiter.GetStatistics(key)?.CurrentAvailablePermits ?? 0;
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = Text(_limits.ApiBurst);
        headers["RateLimit-Remaining"] = Text(left);
        headers["RateLimit-Reset"] = Text(Math.Ceiling((_limits.ApiBurst - left) / (double)_limits.ApiPerSecond)); // seconds until it is full
        return lease.IsAcquired ? next(context) : RefuseAsync(context);
    }

    public void Dispose() => _limiter.Dispose();

    private static TokenBucketRateLimiterOptions BucketOf(RateLimitOptions limits)
    {
        var atOnce = Math.Max(1, limits.ApiPerSecond / RefillsPerSecond);
        return new()
        {
            TokenLimit = limits.ApiBurst,
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = TimeSpan.FromSeconds(atOnce / (double)limits.ApiPerSecond),
        };
    }

    private Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers[HeaderNames.RetryAfter] = "1";
        return TypedResults
            .Problem(
                $"A key may call {_limits.ApiPerSecond} times a second, and {_limits.ApiBurst} times at once after a pause. Wait a second and go on slower.",
                statusCode: StatusCodes.Status429TooManyRequests,
                title: "Too many calls"
            )
            .ExecuteAsync(context);
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
