using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Data.Audit;

namespace LeadGen.Web.Api;

/// <summary>What leads did, told by other systems and by the product: lists, of which the good items are kept.</summary>
internal static class TouchpointsApi
{
    private const string About =
        "Good items are kept when others are bad; each bad one is listed with its index and what to do. An id is the sender's own, unique for ever: an item whose id is there already is counted as a duplicate, whatever it holds, so a list can be sent again. An unknown email makes a lead; an item with a visitor_id and a person identifies that browser.";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost(
                "/touchpoints",
                (HttpContext http, TouchpointIntake intake, AuditBook book, CancellationToken cancel) =>
                    TakeAsync(http, intake, book, Channel.Api, cancel)
            )
            .WithName("tellTouchpoints")
            .WithTags("Touchpoints")
            .RequireScope(ApiScopes.EventsWrite)
            .WithSummary("Tell what leads and visitors did, 1 to 1,000 at once")
            .WithDescription(About)
            .Takes<TouchpointsBody>()
            .Answers<TouchpointsTaken>(StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status422UnprocessableEntity);
        api.MapPost(
                "/product-events",
                (HttpContext http, TouchpointIntake intake, AuditBook book, CancellationToken cancel) =>
                    TakeAsync(http, intake, book, Channel.Product, cancel)
            )
            .WithName("tellProductEvents")
            .WithTags("Touchpoints")
            .RequireScope(ApiScopes.EventsWrite)
            .WithSummary("Tell what happened in the product, 1 to 1,000 at once")
            .WithDescription(About)
            .Takes<TouchpointsBody>()
            .Answers<TouchpointsTaken>(StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> TakeAsync(
        HttpContext http,
        TouchpointIntake intake,
        AuditBook book,
        Channel channel,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.BatchMaxBytes, cancel);
        if (problem is not null)
        {
            return problem;
        }

        var items = TouchpointForm.Items(form, http);
        if (form.Errors.Count > 0)
        {
            return ApiProblems.Invalid(form.Errors);
        }

        var taken = await intake.TakeAsync(items, channel, cancel);
        await book.NoteManyAsync("touchpoints", taken.Accepted, cancel);
        return TypedResults.Accepted((string?)null, taken);
    }
}
