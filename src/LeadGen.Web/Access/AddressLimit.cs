using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Access;

/// <summary>
/// How often one address may post to the pages of accounts. It holds across all accounts, as a lockout holds across all
/// addresses: whoever tries one password on everybody meets this.
/// </summary>
public sealed class AddressLimit(IOptions<LeadGenOptions> options) : IAsyncPageFilter, IDisposable
{
    /// <summary>A whole office that starts work behind one address.</summary>
    public const int Burst = 100;
    public const int PerMinute = 60;

    private readonly bool _enabled = options.Value.RateLimits.Enabled;
    private readonly AddressBucket _bucket = new(Burst, 1, TimeSpan.FromMinutes(1) / PerMinute);

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (!_enabled || !HttpMethods.IsPost(http.Request.Method) || _bucket.Allows(http.Connection.RemoteIpAddress))
        {
            return next();
        }

        http.Response.Headers.RetryAfter = "60";
        context.Result = new StatusCodeResult(StatusCodes.Status429TooManyRequests);
        return Task.CompletedTask;
    }

    public void Dispose() => _bucket.Dispose();
}
