using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
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
    FormCapture capture,
    FormRate rate,
    SubmissionKeys keys,
    FormConsents consents,
    LeftOutFields leftOut,
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

        if (rate.Wait(HttpContext.Connection.RemoteIpAddress) is { } wait)
        {
            Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", null);
            return Refuse(offer, StatusCodes.Status429TooManyRequests);
        }

        var (form, status) = await PostedForm.ReadAsync(Request, HttpContext.RequestAborted);
        return form is null ? Refuse(offer, status) : await TakeAsync(offer, form);
    }

    private async Task<Offer?> FindAsync()
    {
        var cancel = HttpContext.RequestAborted;
        var offer = await offers.PublishedAsync(RouteData.Values["slug"] as string ?? "", cancel);
        _calls = offer is null ? [] : await offers.StandingOnAsync(offer, cancel);
        return offer;
    }

    private async Task<IActionResult> TakeAsync(Offer offer, PostedForm form)
    {
        var notAsked = leftOut.Read(offer, form[LeftOutFields.Field]);
        var reading = FormReader.Read(
            offer.Form,
            form.Fields.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value)),
            part: new FormPart(FormStep.First(offer, notAsked).Keys)
        );
        var landing = Landing.Of(form);
        if (!reading.IsValid)
        {
            return await ShowAgainAsync(offer, form, reading, landing);
        }

        var progress = FormProgress.After(1, offer, key => reading.Answers[key], notAsked);
        FormTaken taken;
        try
        {
            taken = await capture.TakeAsync(
                new FilledForm(
                    offer,
                    PhoneFacts.Normalise(reading.Answers, offer.Form),
                    SentFields.Of(offer, form),
                    keys.Read(form[SubmissionKeys.Field]),
                    landing,
                    landing.SourceOf(form, Request.Host.Host),
                    await consents.ReadAsync(offer, form, Request, HttpContext.RequestAborted),
                    VisitorCookie.Read(Request)
                )
                {
                    Progress = progress,
                }
            );
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return await ShowUnsavedAsync(offer, form, landing, e);
        }

        Response.Headers.Location = progress.Next is { } next
            ? StepModel.AddressOf(offer, next, tokens.ForStep(taken.SubmissionId), form[LeftOutFields.Field])
            : $"/offers/{offer.Slug}/thanks?t={tokens.ForThanks(taken.SubmissionId)}";
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
        ModelState.AddModelError("", RefusedForm.Unsaved);
        Response.AskToWait(StatusCodes.Status503ServiceUnavailable);
        return ShowFilledAsync(offer, form, landing, StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<PageResult> ShowFilledAsync(Offer offer, PostedForm form, Landing landing, int status)
    {
        CaptureMetrics.FormRefused(offer, status);
        ModelState.Keep(SentFields.Of(offer, form));
        // The same key serves the next try.
        var key = keys.Read(form[SubmissionKeys.Field]) is null ? keys.New() : form[SubmissionKeys.Field]!;
        Response.StatusCode = status;
        return Show(
            await ViewOfAsync(offer, key, landing) with
            {
                NotAsked = leftOut.Read(offer, form[LeftOutFields.Field]),
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
        return new LandingView(offer, "/offers/" + offer.Slug, key, landing, _calls, words, site);
    }

    private PageResult Show(LandingView view)
    {
        View = view;
        return Page();
    }

    private StatusCodeResult Refuse(Offer offer, int status)
    {
        CaptureMetrics.FormRefused(offer, status);
        return StatusCode(status);
    }
}
