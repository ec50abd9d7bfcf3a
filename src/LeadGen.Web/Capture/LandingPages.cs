using System.Collections.Concurrent;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture.Calls;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Capture;

/// <summary>
/// Serves landing pages from memory: each is rendered once per version of its offer and of the words about privacy, and of each variant while
/// a test runs; what differs from visit to visit, the key of the form and where the visitor came from, is spliced in. A browser that has
/// told something in a form before gets a page of its own.
/// </summary>
public sealed class LandingPages(
    OfferCache offers,
    ConsentBook consents,
    SubmissionKeys keys,
    ToldFields told,
    VisitCounts visits,
    TrackingPlans plans,
    EmptyPools pools,
    TimeProvider time
)
{
    private const string Prefix = "/offers/";

    /// <summary>By the slug and, while a test runs, the place of the variant.</summary>
    private readonly ConcurrentDictionary<(string Slug, int Place), SplicedPage> _pages = new();

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
        var (key, known) = (keys.NewId(), VisitorCookie.Read(context.Request));
        (offer, var place) = await offers.DrawAsync(offer, known ?? key, context.RequestAborted);
        context.Items[typeof(Offer)] = offer;
        if (known is { } visitor)
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
        var source = new PageSource(offer, calls, plan, texts, await pools.IsEmptyAsync(offer, context.RequestAborted));
        if (!_pages.TryGetValue((offer.Slug, place), out var page) || !page.IsOf(source))
        {
            page = await RenderAsync(context, next, source, place);
        }

        if (page is not null)
        {
            visits.Viewed(context.Request, offer, page.Seen);
            await page.WriteAsync(context, keys.Write(key), Landing.Of(context.Request));
        }
    }

    /// <summary>Null where there is nothing to keep; then the answer has been given as it was rendered.</summary>
    private async Task<SplicedPage?> RenderAsync(
        HttpContext context,
        RequestDelegate next,
        PageSource source,
        int place
    )
    {
        var blanks = LandingBlanks.New(time.GetUtcNow());
        var body = context.Response.Body;
        using var rendered = new MemoryStream();
        context.Response.Body = rendered;
        context.Items[typeof(LandingBlanks)] = blanks;
        context.Items[typeof(PageSource)] = source;
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
            return _pages[(source.Offer.Slug, place)] = page;
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
