using System.Globalization;
using System.Threading.RateLimiting;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Access;

/// <summary>How often an API key may call: a bucket of calls that fills up steadily. Every answer says what is left in it.</summary>
public sealed class ApiKeyLimit(RequestDelegate next, IOptions<LeadGenOptions> options) : IDisposable
{
    public const int Burst = 1000;
    public const int PerSecond = 100;

    private const int RefillsPerSecond = 10;

    private readonly bool _enabled = options.Value.RateLimits.Enabled;
    private readonly PartitionedRateLimiter<Guid> _limiter = PartitionedRateLimiter.Create<Guid, Guid>(key =>
        RateLimitPartition.GetTokenBucketLimiter(
            key,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Burst,
                TokensPerPeriod = PerSecond / RefillsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1) / RefillsPerSecond,
            }
        )
    );

    public Task InvokeAsync(HttpContext context)
    {
        if (!_enabled || context.User.ApiKeyId() is not { } key)
        {
            return next(context);
        }

        using var lease = _limiter.AttemptAcquire(key);
        var left = _limiter.GetStatistics(key)?.CurrentAvailablePermits ?? 0;
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = Text(Burst);
        headers["RateLimit-Remaining"] = Text(left);
        headers["RateLimit-Reset"] = Text(Math.Ceiling((Burst - left) / (double)PerSecond)); // seconds until it is full
        return lease.IsAcquired ? next(context) : RefuseAsync(context);
    }

    public void Dispose() => _limiter.Dispose();

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers[HeaderNames.RetryAfter] = "1";
        return TypedResults
            .Problem(
                $"A key may call {PerSecond} times a second, and {Burst} times at once after a pause. Wait a second and go on slower.",
                statusCode: StatusCodes.Status429TooManyRequests,
                title: "Too many calls"
            )
            .ExecuteAsync(context);
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
