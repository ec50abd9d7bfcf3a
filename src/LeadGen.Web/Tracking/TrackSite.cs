using LeadGen.Web.Data;

namespace LeadGen.Web.Tracking;

/// <summary>The site whose page a request of the script comes from.</summary>
/// <param name="TakesCookie">Our cookie is a first-party one there.</param>
public sealed record TrackSite(string Host, bool IsOwn, bool TakesCookie)
{
    /// <summary>Null where it is not one of ours. Others that may are told so in the headers of the answer.</summary>
    public static TrackSite? Of(HttpContext context, TrackingPlan plan)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        var origin = request.Headers.Origin.ToString();
        // Browsers tell it with each post. By the host: a proxy in front may have taken the s of https away.
        if (
            origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var own) && own.Authority == Authority(request))
        )
        {
            return new TrackSite(request.Host.Host, IsOwn: true, TakesCookie: true);
        }

        if (!plan.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.Vary = "Origin";
        return new TrackSite(new Uri(origin).Host, IsOwn: false, request.Headers["Sec-Fetch-Site"] == "same-site");
    }

    /// <summary>May a page of another site ask in a way that browsers ask leave for?</summary>
    public static async Task AllowAsync(HttpContext context, TrackingPlans plans)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (Of(context, await plans.CurrentAsync(context.RequestAborted)) is { IsOwn: false })
        {
            context.Response.Headers.AccessControlAllowMethods = HttpMethods.Post;
            context.Response.Headers.AccessControlAllowHeaders = "content-type";
            context.Response.Headers.AccessControlMaxAge = "3600";
        }
    }

    // The port of the scheme is left out of an origin, and may stand in a Host.
    private static string Authority(HttpRequest request) =>
        request.Host.Port is 80 or 443 or null ? request.Host.Host : request.Host.Value!;
}
