using LeadGen.Domain.Offers;

namespace LeadGen.Web.Capture.Spam;

/// <summary>From whose page was a form posted?</summary>
public static class PostingSite
{
    /// <summary>
    /// Neither ours nor one of those on which the offer may be shown. A browser that does not tell, or a page that forbids it to, is
    /// no stranger for that.
    /// </summary>
    public static bool IsForeign(HttpRequest request, Offer offer)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "same-site" or "none")
        {
            return false;
        }

        var origin = request.Headers.Origin.ToString();
        return Uri.TryCreate(origin, UriKind.Absolute, out var site)
            && !string.Equals(site.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            && !offer.IsShownOn(origin);
    }
}
