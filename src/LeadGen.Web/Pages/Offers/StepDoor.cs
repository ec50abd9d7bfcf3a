using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Offers;

/// <summary>Through which the later steps of a form come in, from our own page or from another site's.</summary>
public sealed class StepDoor(
    LeadGenDbContext db,
    OfferCache offers,
    FormDoor door,
    StepCapture capture,
    FormConsents consents,
    LeftOutFields leftOut,
    SpamWatch spam,
    VisitorTokens tokens
)
{
    /// <summary>An offer that was closed meanwhile is gone on with: what was begun is kept.</summary>
    /// <param name="notAsked">As <see cref="LeftOutFields"/> has sealed it.</param>
    /// <returns>Null where the token is missing, old or of another offer, or nothing is left of what was sent.</returns>
    public async Task<BegunForm?> FindAsync(string slug, string? token, string? notAsked, CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(DatabaseAway.Patience);
        var submission = tokens.ReadStep(token) is { } id
            ? await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel)
            : null;
        var offer = submission is { IsErased: false } ? await offers.FindAsync(submission.OfferId, cancel) : null;
        if (offer?.Slug != slug)
        {
            return null;
        }

        var shown = await offers.ShownAsync(offer, submission!.VariantId, cancel);
        return new BegunForm(shown, submission, leftOut.Read(shown, notAsked));
    }

    /// <summary>The answers, or what is wrong with them; a refusal is counted.</summary>
    public FormReading Read(BegunForm begun, FormStep step, PostedForm form)
    {
        var reading = begun.Read(step, form);
        if (!reading.IsValid)
        {
            door.Refuse(begun.Offer, StatusCodes.Status422UnprocessableEntity);
        }

        return reading;
    }

    /// <summary>Counts a refusal.</summary>
    public void Refuse(Offer offer, int status) => door.Refuse(offer, status);

    /// <returns>False where there is no such submission any more; else the step to go on with, null where that was all.</returns>
    public async Task<(bool IsTaken, FormStep? Next)> TakeAsync(
        HttpRequest request,
        BegunForm begun,
        FormStep step,
        PostedForm form,
        Answers answers
    )
    {
        var offer = begun.Offer;
        var progress = FormProgress.After(step.Number, offer, key => answers[key], begun.NotAsked);
        var isTaken = await capture.TakeAsync(
            new FilledStep(
                begun.Submission.Id,
                offer,
                step,
                PhoneFacts.Normalise(answers, offer.Form),
                begun.Sent(step, form),
                progress,
                await consents.ReadAsync(offer, form, request, request.HttpContext.RequestAborted),
                await JudgeAsync(request, begun, form, answers)
            )
        );
        return (isTaken, progress.Next);
    }

    /// <summary>With the answers to all steps so far. Of a form that is held the later steps are too; what staff released is not held again.</summary>
    private async ValueTask<SpamVerdict?> JudgeAsync(
        HttpRequest request,
        BegunForm begun,
        PostedForm form,
        Answers answers
    )
    {
        var (offer, submission) = (begun.Offer, begun.Submission);
        if (submission.State is SubmissionState.Quarantined or SubmissionState.Released)
        {
            return null;
        }

        var from = PostedFrom.Of(request, offer, form, submission.ReceivedAt) with { IsLaterStep = true };
        return await spam.JudgeAsync(offer, answers, from, request.HttpContext.RequestAborted);
    }
}
