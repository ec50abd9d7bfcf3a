using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Pages.Offers;

/// <summary>
/// The public page of one offer. No antiforgery: an old tab must not cost a lead, and a form without a cookie holds nothing
/// worth forging. It binds nothing, so that nobody reads the body but <see cref="PostedForm"/>.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Tracks = true)]
public sealed partial class LandingModel(
    OfferCache offers,
    FormDoor door,
    SubmissionKeys keys,
    FormConsents consents,
    LeftOutFields leftOut,
    VariantTokens variants,
    EmptyPools pools,
    VisitorTokens tokens,
    IOptions<LeadGenOptions> options,
    ILogger<LandingModel> log
) : PageModel
{
    private IReadOnlyList<StandingCall> _calls = [];

    public LandingView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is not { } offer)
        {
            return NotFound();
        }

        var view = HttpContext.Items[typeof(LandingBlanks)] is LandingBlanks blanks
            ? await ViewOfAsync(offer, blanks.Key, new Landing(blanks.Page, blanks.Referrer))
            : await ViewOfAsync(offer, keys.New(), Landing.Of(Request));
        if (HttpContext.Items[typeof(ToldFields)] is IReadOnlySet<string> told)
        {
            var notAsked = Profiling.LeftOut(offer.Form, offer.FormSettings, told);
            view = view with { NotAsked = notAsked, SealedNotAsked = leftOut.Write(offer, notAsked) };
        }

        return Show(view);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is not { } offer)
        {
            return NotFound();
        }

        var (form, status) = await door.OpenAsync(HttpContext, offer);
        return form is null
            ? StatusCode(status)
            // A test may have ended since, or begun: what was shown is what is read.
            : await TakeAsync(await offers.ShownAsync(offer, variants.Read(form), HttpContext.RequestAborted), form);
    }

    private async Task<Offer?> FindAsync()
    {
        var cancel = HttpContext.RequestAborted;
        var offer =
            HttpContext.Items[typeof(Offer)] as Offer
            ?? await offers.PublishedAsync(RouteData.Values["slug"] as string ?? "", cancel);
        _calls = offer is null ? [] : await offers.StandingOnAsync(offer, cancel);
        return offer;
    }

    private async Task<IActionResult> TakeAsync(Offer offer, PostedForm form)
    {
        var reading = door.Read(offer, form);
        if (!reading.IsValid)
        {
            return await ShowAgainAsync(offer, form, reading, Landing.Of(form));
        }

        Guid submission;
        FormStep? next;
        try
        {
            (submission, next) = await door.TakeAsync(HttpContext, offer, form, reading.Answers);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return await ShowUnsavedAsync(offer, form, Landing.Of(form), e);
        }

        Response.Headers.Location = next is null
            ? $"/offers/{offer.Slug}/thanks?t={tokens.ForThanks(submission)}"
            : StepModel.AddressOf(offer, next, tokens.ForStep(submission), form[LeftOutFields.Field]);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<PageResult> ShowAgainAsync(Offer offer, PostedForm form, FormReading reading, Landing landing)
    {
        ModelState.Refuse(reading);
        return await ShowFilledAsync(offer, form, landing, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Whether it was stored is not known; sent again with the same key it counts once in any case.</summary>
    private Task<PageResult> ShowUnsavedAsync(Offer offer, PostedForm form, Landing landing, Exception e)
    {
        LogUnsaved(e, offer.Slug);
        door.Refuse(offer, StatusCodes.Status503ServiceUnavailable);
        ModelState.AddModelError("", RefusedForm.Unsaved);
        Response.AskToWait(StatusCodes.Status503ServiceUnavailable);
        return ShowFilledAsync(offer, form, landing, StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<PageResult> ShowFilledAsync(Offer offer, PostedForm form, Landing landing, int status)
    {
        ModelState.Keep(SentFields.Of(offer, form));
        // The same key serves the next try.
        var key = door.KeyOf(form) is null ? keys.New() : form[SubmissionKeys.Field]!;
        Response.StatusCode = status;
        return Show(
            await ViewOfAsync(offer, key, landing) with
            {
                NotAsked = door.NotAsked(offer, form),
                SealedNotAsked = form[LeftOutFields.Field],
            }
        );
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; a form of {Offer} was not saved")]
    private partial void LogUnsaved(Exception e, string offer);

    private async Task<LandingView> ViewOfAsync(Offer offer, string key, Landing landing)
    {
        var words = await consents.ShowAsync(offer, HttpContext.RequestAborted);
        var site = options.Value.PublicUrl?.TrimEnd('/');
        return new LandingView(offer, "/offers/" + offer.Slug, key, landing, _calls, words, site)
        {
            SealedVariant = offer.VariantId is { } variant ? variants.Write(variant) : null,
            // As the page is kept by it, where it is rendered for keeping.
            Waits = HttpContext.Items[typeof(PageSource)] is PageSource source
                ? source.Waits
                : await pools.IsEmptyAsync(offer, HttpContext.RequestAborted),
        };
    }

    private PageResult Show(LandingView view)
    {
        View = view;
        return Page();
    }
}
