using System.Globalization;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Offers;

/// <summary>
/// A later step of a form, at the signed address that the step before leads to: no cookie, no script. It shows nothing of what was
/// sent before. It binds nothing, so that nobody reads the body but <see cref="PostedForm"/>.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed partial class StepModel(
    OfferCache offers,
    StepDoor door,
    FormRate rate,
    FormConsents consents,
    VisitorTokens tokens,
    ILogger<StepModel> log
) : PageModel
{
    private const string TokenName = "t";

    public Offer Offer { get; private set; } = null!;

    /// <summary>Null where the address has expired.</summary>
    public LandingForm? Form { get; private set; }

    /// <summary>About privacy.</summary>
    public FormWords Words { get; private set; } = null!;
    public bool IsLast { get; private set; }

    /// <summary>Whether somebody who has sent the first step got what is limited, the page of thanks says.</summary>
    private bool? Waits => Offer.Delivery.IsLimited() ? null : false;
    public string Address => Request.Path.Value + Request.QueryString.Value;

    /// <param name="notAsked">As <see cref="LeftOutFields"/> has sealed it.</param>
    public static string AddressOf(Offer offer, FormStep step, string token, string? notAsked) =>
        FormattableString.Invariant($"/offers/{offer.Slug}/step/{step.Number}?{TokenName}={token}")
        + (notAsked is null ? "" : $"&{LeftOutFields.Field}={Uri.EscapeDataString(notAsked)}");

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync(HttpContext.RequestAborted) is not { } begun)
        {
            return Offer is null ? NotFound() : Page();
        }

        return begun.Step(Number) is { } step ? await ShowAsync(begun, step) : SeeOther(ThanksOf(begun));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var cancel = HttpContext.RequestAborted;
        if (rate.Refuses(HttpContext))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var (form, status) = await PostedForm.ReadAsync(Request, cancel);
        if (form is null)
        {
            return StatusCode(status);
        }

        try
        {
            if (await FindAsync(cancel) is not { } begun)
            {
                return Offer is null ? NotFound() : Page();
            }

            return begun.Step(Number) is { } step ? await TakeAsync(form, begun, step) : SeeOther(ThanksOf(begun));
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return await ShowUnsavedAsync(form, e);
        }
    }

    /// <summary>
    /// What the steps before said can't be looked up, so everything is shown that this one may ask. Sent again it counts once in any case.
    /// </summary>
    private async Task<IActionResult> ShowUnsavedAsync(PostedForm form, Exception e)
    {
        Offer ??= (await offers.PublishedAsync(Slug, HttpContext.RequestAborted))!;
        if (Offer is null || FormStep.Whole(Offer, Number) is not { } step)
        {
            return NotFound();
        }

        LogUnsaved(e, Offer.Slug);
        door.Refuse(Offer, StatusCodes.Status503ServiceUnavailable);
        ModelState.Keep(SentFields.Of(Offer, form));
        ModelState.AddModelError("", RefusedForm.Unsaved);
        Response.AskToWait(StatusCodes.Status503ServiceUnavailable);
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        Words = await consents.ShowAsync(Offer, HttpContext.RequestAborted);
        Form = LandingForm.Of(Offer, step, Words.Consent, ModelState, Waits);
        IsLast = step.Number == step.Count;
        return Page();
    }

    private string Slug => RouteData.Values["slug"] as string ?? "";

    private int Number =>
        int.TryParse(RouteData.Values["number"] as string, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string? NotAsked => Request.Query[LeftOutFields.Field];

    private async Task<BegunForm?> FindAsync(CancellationToken cancel)
    {
        var begun = await door.FindAsync(Slug, Request.Query[TokenName], NotAsked, cancel);
        Offer = (begun?.Offer ?? await offers.PublishedAsync(Slug, cancel))!;
        return begun;
    }

    private async Task<IActionResult> TakeAsync(PostedForm form, BegunForm begun, FormStep step)
    {
        var reading = door.Read(begun, step, form);
        if (!reading.IsValid)
        {
            ModelState.Keep(begun.Sent(step, form));
            ModelState.Refuse(reading);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(begun, step);
        }

        var (isTaken, next) = await door.TakeAsync(Request, begun, step, form, reading.Answers);
        return !isTaken ? Page()
            : next is null ? SeeOther(ThanksOf(begun))
            : SeeOther(AddressOf(Offer, next, tokens.ForStep(begun.Submission.Id), NotAsked));
    }

    private async Task<PageResult> ShowAsync(BegunForm begun, FormStep step)
    {
        Words = await consents.ShowAsync(Offer, HttpContext.RequestAborted);
        Form = LandingForm.Of(Offer, step, Words.Consent, ModelState, Waits);
        IsLast = begun.After(step.Number) is null;
        return Page();
    }

    private string ThanksOf(BegunForm begun) =>
        $"/offers/{Offer.Slug}/thanks?t={tokens.ForThanks(begun.Submission.Id)}";

    private StatusCodeResult SeeOther(string address)
    {
        Response.Headers.Location = address;
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database does not answer; a later step of a form of {Offer} was not saved"
    )]
    private partial void LogUnsaved(Exception e, string offer);
}
