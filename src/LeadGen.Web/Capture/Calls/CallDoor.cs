using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using Microsoft.AspNetCore.Http.Extensions;

namespace LeadGen.Web.Capture.Calls;

/// <summary>
/// The addresses of calls to action. They set no cookie and know nobody. Where they lead is looked up, never taken from the
/// address, so that nobody is led anywhere else.
/// </summary>
public sealed class CallDoor(OfferCache offers, VisitCounts visits)
{
    private const int PassedMax = 12;
    private const int KeyMaxLength = 200;

    /// <summary>One transparent dot.</summary>
    private static readonly byte[] Dot = Convert.FromBase64String(
        "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    );

    /// <summary>Counts the click and leads to the offer, or to all offers where it is not published.</summary>
    public async Task<IResult> FollowAsync(Guid id, HttpContext context, CancellationToken cancel)
    {
        Answer(context);
        if (await offers.CallAsync(id, cancel) is not { } call)
        {
            return Results.NotFound();
        }

        visits.Clicked(context.Request, call);
        return await offers.FindPublishedAsync(call.OfferId, cancel) is { } offer
            ? Results.Redirect($"/offers/{offer.Slug}{QueryFor(call, context.Request)}")
            : Results.Redirect("/");
    }

    public async Task<IResult> SeeAsync(Guid id, HttpContext context, CancellationToken cancel)
    {
        Answer(context);
        if (await offers.CallAsync(id, cancel) is not { } call)
        {
            return Results.NotFound();
        }

        visits.Seen(context.Request, call);
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Results.Bytes(Dot, "image/gif");
    }

    /// <summary>Nothing is kept, so that each click counts; and the landing page learns of the site before, as without this step between.</summary>
    private static void Answer(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
    }

    /// <summary>What tells where a visitor came from is passed on, from the link or from our own page that it stands on.</summary>
    private static QueryString QueryFor(CallToAction call, HttpRequest request)
    {
        var passed = Campaign
            .CarriedTo(request)
            .Where(one => one.Key.Length <= KeyMaxLength)
            .Take(PassedMax)
            .Select(one => KeyValuePair.Create(one.Key, CleanText.Bounded(one.Value, Source.ClickIdMaxLength) ?? ""));
        return new QueryBuilder(passed) { { CallLinks.Parameter, call.Id.ToString("N") } }.ToQueryString();
    }
}
