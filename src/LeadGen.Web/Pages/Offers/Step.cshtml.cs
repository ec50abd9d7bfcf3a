using System.Globalization;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
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
public sealed class StepModel(
    OfferCache offers,
    StepDoor door,
    FormRate rate,
    FormConsents consents,
    VisitorTokens tokens
) : PageModel
{
    private const string TokenName = "t";

    public Offer Offer { get; private set; } = null!;

    /// <summary>Null where the address has expired.</summary>
    public LandingForm? Form { get; private set; }

    /// <summary>About privacy.</summary>
    public FormWords Words { get; private set; } = null!;
    public bool IsLast { get; private set; }
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
        if (rate.Wait(HttpContext.Connection.RemoteIpAddress) is { } wait)
        {
            Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", null);
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var (form, status) = await PostedForm.ReadAsync(Request, cancel);
        if (form is null)
        {
            return StatusCode(status);
        }

        if (await FindAsync(cancel) is not { } begun)
        {
            return Offer is null ? NotFound() : Page();
        }

        return begun.Step(Number) is { } step ? await TakeAsync(form, begun, step) : SeeOther(ThanksOf(begun));
    }

    private int Number =>
        int.TryParse(RouteData.Values["number"] as string, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string? NotAsked => Request.Query[LeftOutFields.Field];

    private async Task<BegunForm?> FindAsync(CancellationToken cancel)
    {
        var slug = RouteData.Values["slug"] as string ?? "";
        var begun = await door.FindAsync(slug, Request.Query[TokenName], NotAsked, cancel);
        Offer = (begun?.Offer ?? await offers.PublishedAsync(slug, cancel))!;
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
        Form = LandingForm.Of(Offer, step, Words.Consent, ModelState);
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
}
