using System.Collections.Concurrent;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture.Calls;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Capture;

/// <summary>
/// Serves landing pages from memory: each is rendered once per version of its offer and of the words about privacy; what differs from
/// visit to visit, the key of the form and where the visitor came from, is spliced in. A browser that has told something in a form
/// before gets a page of its own.
/// </summary>
public sealed class LandingPages(
    OfferCache offers,
    ConsentBook consents,
    SubmissionKeys keys,
    ToldFields told,
    VisitCounts visits,
    TrackingPlans plans,
    TimeProvider time
)
{
    private const string Prefix = "/offers/";

    private readonly ConcurrentDictionary<string, SplicedPage> _pages = new(StringComparer.Ordinal);

    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var offer = SlugOf(context.Request) is { } slug
            ? await offers.PublishedAsync(slug, context.RequestAborted)
            : null;
        if (offer is null)
        {
            await next(context);
            return;
        }

        var calls = await offers.StandingOnAsync(offer, context.RequestAborted);
        if (VisitorCookie.Read(context.Request) is { } visitor)
        {
            var fields = await told.OfAsync(visitor, context.RequestAborted);
            if (fields.Count > 0)
            {
                visits.Viewed(context.Request, offer, PageSource.Seen(offer, calls));
                context.Items[typeof(ToldFields)] = fields;
                await next(context);
                return;
            }
        }

        // Whether the script is on a page depends on the plan.
        var plan = await plans.CurrentAsync(context.RequestAborted);
        var texts = (await consents.ReadAsync(context.RequestAborted)).Version;
        var source = new PageSource(offer, calls, plan, texts);
        if (!_pages.TryGetValue(offer.Slug, out var page) || !page.IsOf(source))
        {
            page = await RenderAsync(context, next, source);
        }

        if (page is not null)
        {
            visits.Viewed(context.Request, offer, page.Seen);
            await page.WriteAsync(context, keys.New(), Landing.Of(context.Request));
        }
    }

    /// <summary>Null where there is nothing to keep; then the answer has been given as it was rendered.</summary>
    private async Task<SplicedPage?> RenderAsync(HttpContext context, RequestDelegate next, PageSource source)
    {
        var blanks = LandingBlanks.New(time.GetUtcNow());
        var body = context.Response.Body;
        using var rendered = new MemoryStream();
        context.Response.Body = rendered;
        context.Items[typeof(LandingBlanks)] = blanks;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (
            context.Response.StatusCode == StatusCodes.Status200OK
            && SplicedPage.Cut(rendered.ToArray(), blanks, source, context.Response) is { } page
        )
        {
            return _pages[source.Offer.Slug] = page;
        }

        rendered.Position = 0;
        await rendered.CopyToAsync(body, context.RequestAborted);
        return null;
    }

    private static string? SlugOf(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Path.Value is { } path
        && path.StartsWith(Prefix, StringComparison.Ordinal)
        && path[Prefix.Length..] is var slug
        && OfferRules.IsSlug(slug)
            ? slug
            : null;
}
