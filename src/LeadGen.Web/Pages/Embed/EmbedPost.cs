using System.Globalization;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Offers;

namespace LeadGen.Web.Pages.Embed;

/// <summary>Where each step of a form posts from another site. What it answers can be read there if the offer may be shown on it.</summary>
public sealed class EmbedPost(OfferCache offers, FormDoor door, StepDoor steps, EmbedForms forms, VisitorTokens tokens)
{
    /// <param name="Errors">Field to message.</param>
    private sealed record Refusal(string? Message, IReadOnlyDictionary<string, string>? Errors = null);

    /// <param name="Link">Below our own address.</param>
    private sealed record Thanks(string Heading, string Text, string Label, string Link);

    /// <param name="Form">The markup of the next step.</param>
    private sealed record More(string Form);

    public async Task<IResult> PostAsync(string slug, HttpContext context)
    {
        context.Response.Headers.Vary = "Origin";
        context.Response.Headers.CacheControl = "no-store";
        // Once it is closed, a form that was begun is gone on with, as on our own page.
        if (await offers.FindAsync(slug, context.RequestAborted) is not { } offer)
        {
            return Closed();
        }

        var origin = context.Request.Headers.Origin.ToString();
        if (offer.IsShownOn(origin))
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
        }

        var (form, status) = await door.OpenAsync(context, offer);
        if (form is null)
        {
            return Refuse(
                status,
                status == StatusCodes.Status429TooManyRequests
                    ? "Too many forms came from where you are. Wait a moment, then send it again."
                    : "It could not be read. Shorten what you wrote, then send it again."
            );
        }

        if (
            form[EmbedForms.TokenField] is null
            && await offers.FindPublishedAsync(offer.Id, context.RequestAborted) is null
        )
        {
            return Closed();
        }

        try
        {
            return form[EmbedForms.TokenField] is { } token
                ? await TakeStepAsync(context, offer, form, token)
                : await TakeFirstAsync(context, offer, form);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            door.Refuse(offer, StatusCodes.Status503ServiceUnavailable);
            context.Response.AskToWait(StatusCodes.Status503ServiceUnavailable);
            return Refuse(StatusCodes.Status503ServiceUnavailable, RefusedForm.Unsaved);
        }
    }

    private async Task<IResult> TakeFirstAsync(HttpContext context, Offer offer, PostedForm form)
    {
        var reading = door.Read(offer, form);
        if (!reading.IsValid)
        {
            return Refuse(FormStep.First(offer, door.NotAsked(offer, form)), reading.Errors);
        }

        var (submission, next) = await door.TakeAsync(context, offer, form, reading.Answers);
        return await GoOnAsync(context, offer, submission, next);
    }

    private async Task<IResult> TakeStepAsync(HttpContext context, Offer offer, PostedForm form, string token)
    {
        if (await steps.FindAsync(offer.Slug, token, notAsked: null, context.RequestAborted) is not { } begun)
        {
            return Expired();
        }

        var number = int.TryParse(form[EmbedForms.StepField], CultureInfo.InvariantCulture, out var read) ? read : 0;
        if (begun.Step(number) is not { } step)
        {
            return Results.Json(ThanksOf(offer, begun.Submission.Id));
        }

        var reading = steps.Read(begun, step, form);
        if (!reading.IsValid)
        {
            return Refuse(step, reading.Errors);
        }

        var (isTaken, next) = await steps.TakeAsync(context.Request, begun, step, form, reading.Answers);
        return isTaken ? await GoOnAsync(context, offer, begun.Submission.Id, next) : Expired();
    }

    private async Task<IResult> GoOnAsync(HttpContext context, Offer offer, Guid submission, FormStep? next) =>
        next is null
            ? Results.Json(ThanksOf(offer, submission))
            : Results.Json(new More(await forms.NextAsync(context, offer, next, submission)));

    private static IResult Closed() => Refuse(StatusCodes.Status404NotFound, "This form is closed.");

    private static IResult Expired() =>
        Refuse(StatusCodes.Status410Gone, "This step has expired. What you sent before is safe.");

    private static IResult Refuse(int status, string message) => Results.Json(new Refusal(message), statusCode: status);

    /// <summary>The errors in the order of the fields.</summary>
    private static IResult Refuse(FormStep step, IReadOnlyDictionary<string, string> errors)
    {
        var order = step.Fields.Select(field => field.Key).ToList();
        return Results.Json(
            new Refusal(
                null,
                errors.OrderBy(error => order.IndexOf(error.Key) is >= 0 and var at ? at : order.Count).ToDictionary()
            ),
            statusCode: StatusCodes.Status422UnprocessableEntity
        );
    }

    private Thanks ThanksOf(Offer offer, Guid submission) =>
        new(
            // Whether there was one left of what is limited, the page of thanks says.
            offer.Delivery.IsLimited()
                ? "Thank you"
                : OfferWords.ThanksHeading(offer, offer.Delivery.File is not null, waits: false),
            offer.Delivery.Thanks,
            offer.Delivery.File is not null ? "Get your copy" : "See what comes next",
            $"/offers/{offer.Slug}/thanks?t={tokens.ForThanks(submission)}"
        );
}
