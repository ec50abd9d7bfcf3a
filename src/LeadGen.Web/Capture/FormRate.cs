using System.Globalization;
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

    /// <summary>Has the sender posted too much? Then the answer says how long to wait.</summary>
    public bool Refuses(HttpContext context)
    {
        if (!_enabled || _bucket.Allows(context.Connection.RemoteIpAddress))
        {
            return false;
        }

        context.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return true;
    }

    public void Dispose() => _bucket.Dispose();
}
