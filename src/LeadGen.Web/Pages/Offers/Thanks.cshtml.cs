using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Handouts;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Offers;

/// <summary>
/// Hands over the offer and says what happens next, to the holder of the signed address. For everybody else it says nothing. No
/// antiforgery, as it has no cookie: the address itself says who asks.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true, Tracks = true)]
public sealed class ThanksModel(
    LeadGenDbContext db,
    OfferCache offers,
    OfferFiles files,
    VisitorTokens tokens,
    Resending resending,
    ConsentBook consents,
    FormRate rate,
    AnswerTime answers,
    TimeProvider time
) : PageModel
{
    /// <summary>Null shows the page without anything of anybody.</summary>
    public Offer? Offer { get; private set; }
    public string Email { get; private set; } = "";
    public EmailHint? Hint { get; private set; }
    public NextStep NextStep { get; private set; }

    /// <summary>Will sales answer?</summary>
    public bool Answered { get; private set; }
    public string Token { get; private set; } = "";

    /// <summary>They said yes to mail, and are asked by mail whether it was them.</summary>
    public bool AsksConfirmation { get; private set; }

    /// <summary>By when; null where that can't be said, or is over.</summary>
    public AnswerPromise? Promise { get; private set; }

    /// <summary>Of a quiz, where the answers led.</summary>
    public QuizResult? Result { get; private set; }
    public string FileToken { get; private set; } = "";
    public HeldFile? Held { get; private set; }
    public string? CalendarPath { get; private set; }

    /// <summary>The shared one, or theirs.</summary>
    public string? Code { get; private set; }

    /// <summary>There was none left of what they asked for, and they come next.</summary>
    public bool Waits { get; private set; }

    /// <summary>Does a mail bring it too?</summary>
    public bool IsMailed { get; private set; }

    /// <summary>They have just asked for that mail again.</summary>
    public bool IsSentAgain { get; private set; }

    /// <param name="Format">PDF</param>
    /// <param name="Size">1.4 MB</param>
    public sealed record HeldFile(string Format, string Size);

    public async Task<IActionResult> OnGetAsync(string slug, string? t, bool sent, CancellationToken cancel)
    {
        if (await FindAsync(slug, t, cancel) is not (var offer, var submission))
        {
            return OfferRules.IsSlug(slug) ? Page() : NotFound();
        }

        (Token, IsSentAgain) = (t!, sent);
        Show(offer, submission);
        await ShowLimitedAsync(offer, submission, cancel);
        AsksConfirmation = await AsksConfirmationAsync(offer, submission, cancel);
        var promise = Answered ? await answers.OfAsync(submission, cancel) : null;
        Promise = promise?.AnsweredBy > time.GetUtcNow() ? promise : null;
        // Who may have mistyped their address is asked about it first.
        return offer.Delivery is { GoesAtOnce: true, Url: { } url } && Hint is null && !sent ? GoTo(url) : Page();
    }

    /// <summary>Sends the mail again. The answer is the same whatever came of it.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, string? t, CancellationToken cancel)
    {
        if (rate.Refuses(HttpContext))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (tokens.ReadThanks(t) is not { } id)
        {
            return RedirectToPage(new { slug });
        }

        await resending.SendAsync(id, cancel);
        return RedirectToPage(
            new
            {
                slug,
                t,
                sent = true,
            }
        );
    }

    private async Task<(Offer, Submission)?> FindAsync(string slug, string? token, CancellationToken cancel)
    {
        if (tokens.ReadThanks(token) is not { } id)
        {
            return null;
        }

        var submission = await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel);
        var offer = submission is null ? null : await offers.FindAsync(submission.OfferId, cancel);
        return submission is { IsErased: false } && offer?.Slug == slug ? (offer, submission) : null;
    }

    /// <summary>Of a form that is held, what is said of any other.</summary>
    private async Task<bool> AsksConfirmationAsync(Offer offer, Submission submission, CancellationToken cancel) =>
        (await consents.ReadAsync(cancel)).IsConfirmed(ConsentPurposes.MarketingEmail)
        && (
            submission.LeadId is { } leadId
                ? await db.Consents.AnyAsync(
                    consent =>
                        consent.LeadId == leadId
                        && consent.SubmissionId == submission.Id
                        && consent.Purpose == ConsentPurposes.MarketingEmail
                        && consent.Given,
                    cancel
                )
                : Read(offer, submission.Fields)?.ConsentMarketing == true
        );

    private static Answers? Read(Offer offer, IReadOnlyDictionary<string, string> sent) =>
        FormReader.Read(offer.Form, [], part: new FormPart(new HashSet<string>(), sent)).Answers;

    private void Show(Offer offer, Submission submission)
    {
        var sent = submission.Fields;
        Offer = offer;
        NextStep = Terms.Parse<NextStep>(sent.GetValueOrDefault(LeadFields.NextStep)) ?? NextStep.Content;
        Answered = NextStep != NextStep.Content || GateWords.AnsweredAnyway(offer.Intent);
        Result = ResultOf(offer, sent);
        if (EmailAddress.TryParse(sent.GetValueOrDefault(LeadFields.Email), out var email))
        {
            (Email, Hint) = (email.Value, EmailHint.For(email));
        }

        if (offer.Delivery.File is { } file && files.Find(file) is { } found)
        {
            Held = new HeldFile(OfferWords.Format(file), Words.Size(found.Length));
            FileToken = tokens.ForFile(submission.Id);
        }

        CalendarPath = offer.Delivery.StartsAt is null ? null : OfferMail.CalendarPath(offer, submission.Id, tokens);
        Code = offer.Delivery.Coupon?.Shared;
        IsMailed =
            offer.Delivery is { File: not null } or { Url: not null } or { StartsAt: not null }
            || offer.Delivery is { Coupon: not null } or { Mail: not null };
    }

    private async Task ShowLimitedAsync(Offer offer, Submission submission, CancellationToken cancel)
    {
        if (!offer.Delivery.IsLimited())
        {
            return;
        }

        if (submission.LeadId is not { } leadId)
        {
            // What is held gets nothing of which there is a limited number; if it is released, it does.
            Waits = true;
            return;
        }

        var held = await db.HeldAsync(offer.Id, leadId, cancel);
        Code ??= held?.Code;
        Waits =
            held is null
            && await db.Set<Handout>()
                .AnyAsync(
                    handout => handout.OfferId == offer.Id && handout.LeadId == leadId && handout.GivenAt == null,
                    cancel
                );
    }

    /// <summary>Only ever to the address that staff have stored with the offer.</summary>
    private StatusCodeResult GoTo(string url)
    {
        Response.Headers.Location = url;
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private static QuizResult? ResultOf(Offer offer, IReadOnlyDictionary<string, string> sent)
    {
        if (!offer.Form.Any(field => Quiz.IsQuestion(field.Key)))
        {
            return null;
        }

        return Read(offer, sent) is { } read ? Quiz.Outcome(offer.Form, offer.FormSettings, read.Quiz).Result : null;
    }
}
