using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Offers;

/// <summary>
/// A later step of a form, at the signed address that the step before leads to: no cookie, no script. It shows nothing of what was
/// sent before. It binds nothing, so that nobody reads the body but <see cref="PostedForm"/>.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed class StepModel(
    LeadGenDbContext db,
    OfferCache offers,
    StepCapture capture,
    FormRate rate,
    FormConsents consents,
    LeftOutFields leftOut,
    VisitorTokens tokens
) : PageModel
{
    private const string TokenName = "t";

    private IReadOnlySet<string> _notAsked = new HashSet<string>();

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
        if (await FindAsync(HttpContext.RequestAborted) is not { } submission)
        {
            return Offer is null ? NotFound() : Page();
        }

        return StepOf(submission) is { } step ? await ShowAsync(step, submission) : SeeOther(ThanksOf(submission));
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

        if (await FindAsync(cancel) is not { } submission)
        {
            return Offer is null ? NotFound() : Page();
        }

        return StepOf(submission) is { } step
            ? await TakeAsync(form, step, submission)
            : SeeOther(ThanksOf(submission));
    }

    private async Task<IActionResult> TakeAsync(PostedForm form, FormStep step, Submission submission)
    {
        var reading = Read(submission, step, form);
        var sent = SentFields.Of(Offer, form).Where(field => IsAsked(step, field.Key)).ToDictionary();
        if (!reading.IsValid)
        {
            CaptureMetrics.FormRefused(Offer, StatusCodes.Status422UnprocessableEntity);
            ModelState.Keep(sent);
            ModelState.Refuse(reading);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(step, submission);
        }

        var progress = FormProgress.After(step.Number, Offer, key => reading.Answers[key], _notAsked);
        var filled = new FilledStep(
            submission.Id,
            Offer,
            step,
            PhoneFacts.Normalise(reading.Answers, Offer.Form),
            sent,
            progress,
            await consents.ReadAsync(Offer, form, Request, HttpContext.RequestAborted)
        );
        if (!await capture.TakeAsync(filled))
        {
            return Page();
        }

        return SeeOther(
            progress.Next is { } next
                ? AddressOf(Offer, next, tokens.ForStep(submission.Id), Request.Query[LeftOutFields.Field])
                : ThanksOf(submission)
        );
    }

    /// <summary>An offer that was closed meanwhile is gone on with: what was begun is kept.</summary>
    private async Task<Submission?> FindAsync(CancellationToken cancel)
    {
        var slug = RouteData.Values["slug"] as string ?? "";
        var submission = tokens.ReadStep(Request.Query[TokenName]) is { } id
            ? await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel)
            : null;
        var offer = submission is null ? null : await offers.FindAsync(submission.OfferId, cancel);
        Offer = (offer?.Slug == slug ? offer : await offers.PublishedAsync(slug, cancel))!;
        if (submission is not { IsErased: false } || offer is null || offer.Slug != slug)
        {
            return null;
        }

        _notAsked = leftOut.Read(offer, Request.Query[LeftOutFields.Field]);
        return submission;
    }

    /// <summary>The step as it is to be asked after the ones before; null where nothing is left to ask.</summary>
    private FormStep? StepOf(Submission submission) =>
        int.TryParse(RouteData.Values["number"] as string, CultureInfo.InvariantCulture, out var number) && number > 1
            ? After(number - 1, submission)
            : null;

    private async Task<PageResult> ShowAsync(FormStep step, Submission submission)
    {
        Words = await consents.ShowAsync(Offer, HttpContext.RequestAborted);
        Form = LandingForm.Of(Offer, step, Words.Consent, ModelState);
        IsLast = After(step.Number, submission) is null;
        return Page();
    }

    private FormReading Read(Submission submission, FormStep step, PostedForm form)
    {
        var posted = form.Fields.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value));
        // What this step says now takes the place of what it may have said before.
        var earlier = submission.Fields.Where(field => !IsAsked(step, field.Key)).ToDictionary();
        return FormReader.Read(Offer.Form, posted, part: new FormPart(step.Keys, earlier));
    }

    /// <summary>The next step after this one, by what was answered so far.</summary>
    private FormStep? After(int number, Submission submission)
    {
        var said = FormReader
            .Read(Offer.Form, [], part: new FormPart(new HashSet<string>(), submission.Fields))
            .Answers;
        return FormStep.After(number, Offer, key => said?[key], _notAsked);
    }

    private static bool IsAsked(FormStep step, string name) =>
        step.Keys.Contains(name) || step.Keys.Contains(CustomField.Prefix + name);

    private string ThanksOf(Submission submission) =>
        $"/offers/{Offer.Slug}/thanks?t={tokens.ForThanks(submission.Id)}";

    private StatusCodeResult SeeOther(string address)
    {
        Response.Headers.Location = address;
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
