using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;

namespace LeadGen.Web.Pages.Offers;

/// <summary>Through which every posted form comes in, from our own page or from another site's; its later steps by <see cref="StepDoor"/>.</summary>
public sealed class FormDoor(
    FormCapture capture,
    FormRate rate,
    FormConsents consents,
    LeftOutFields leftOut,
    SubmissionKeys keys,
    SpamWatch spam,
    SiteVisitor visitor,
    RefusedForms refused
)
{
    /// <summary>The body, or the status to refuse it with; a refusal is counted.</summary>
    public async Task<(PostedForm? Form, int Status)> OpenAsync(HttpContext context, Offer offer)
    {
        var (form, status) = rate.Refuses(context)
            ? (null, StatusCodes.Status429TooManyRequests)
            : await PostedForm.ReadAsync(context.Request, context.RequestAborted);
        if (form is null)
        {
            Refuse(offer, status);
        }

        return (form, status);
    }

    /// <summary>The answers to the first step, or what is wrong with them; a refusal is counted.</summary>
    public FormReading Read(Offer offer, PostedForm form)
    {
        var reading = FormReader.Read(
            offer.Form,
            form.Fields.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value)),
            part: new FormPart(FormStep.First(offer, NotAsked(offer, form)).Keys)
        );
        if (!reading.IsValid)
        {
            Refuse(offer, StatusCodes.Status422UnprocessableEntity);
        }

        return reading;
    }

    /// <returns>The submission, and the step to go on with; null where that was all.</returns>
    public async Task<(Guid SubmissionId, FormStep? Next)> TakeAsync(
        HttpContext context,
        Offer offer,
        PostedForm form,
        Answers answers
    )
    {
        var cancel = context.RequestAborted;
        var key = KeyOf(form);
        var from = PostedFrom.Of(context.Request, offer, form, key?.ShownAt);
        var landing = Landing.Of(form);
        var progress = FormProgress.After(1, offer, field => answers[field], NotAsked(offer, form));
        var taken = await capture.TakeAsync(
            new FilledForm(
                offer,
                PhoneFacts.Normalise(answers, offer.Form),
                SentFields.Of(offer, form),
                key?.Id,
                landing,
                landing.SourceOf(form, landing.SiteHost ?? context.Request.Host.Host),
                await consents.ReadAsync(offer, form, context.Request, cancel),
                await visitor.OfAsync(context.Request, offer, form, cancel),
                await spam.JudgeAsync(offer, answers, from, cancel)
            )
            {
                Progress = progress,
            }
        );
        return (taken.SubmissionId, progress.Next);
    }

    /// <summary>Of the rendered form; null where it had none that can be trusted.</summary>
    public FormKey? KeyOf(PostedForm form) =>
        (keys.Read(form[SubmissionKeys.Field]), form[SubmissionKeys.PartField]) switch
        {
            ({ } key, { } part) => key with { Id = SubmissionKeys.IdOf(key.Id, part) },
            var (key, _) => key,
        };

    /// <summary>The fields that the form did not ask.</summary>
    public IReadOnlySet<string> NotAsked(Offer offer, PostedForm form) =>
        leftOut.Read(offer, form[LeftOutFields.Field]);

    /// <summary>Counts a refusal.</summary>
    public void Refuse(Offer offer, int status)
    {
        refused.Add(offer.Id, status);
        CaptureMetrics.FormRefused(offer, status);
    }
}
