using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;

namespace LeadGen.Web.Capture;

/// <summary>What <c>form_submitted</c> says: what the form was for, what its sender wants next, the question where one was asked, and the call to action that led to it.</summary>
public static class FormTouchpoint
{
    public const string Intent = "intent";
    public const string NextStep = "next_step";
    public const string Question = "question";
    public const string Step = "step";

    public static IReadOnlyDictionary<string, string> Properties(
        FormIntent intent,
        NextStep? nextStep,
        string? question,
        Guid? call = null
    )
    {
        var properties = new Dictionary<string, string>
        {
            [Intent] = Terms.Of(intent),
            [NextStep] = Terms.Of(nextStep ?? Domain.Capture.NextStep.Content),
        };
        if (question is not null)
        {
            properties[Question] = question;
        }

        if (call is { } id)
        {
            properties[CallLinks.Parameter] = id.ToString("N");
        }

        return properties;
    }

    /// <param name="leadId">Who filled it.</param>
    /// <param name="properties">Those of <see cref="Properties"/>.</param>
    public static Touchpoint Of(
        Guid leadId,
        IReadOnlyDictionary<string, string> properties,
        Channel channel,
        Source? source,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = TouchpointKinds.FormSubmitted,
            OccurredAt = now,
            RecordedAt = now,
            LeadId = leadId,
            Channel = channel,
            Source = source,
            Properties = properties,
        };

    /// <summary>The quiz that the form held, once for a submission. Answers that are too many or too long for a touchpoint are cut.</summary>
    /// <param name="form">The form's own touchpoint.</param>
    public static Touchpoint Quiz(Touchpoint form, Offer offer, Answers answers)
    {
        var outcome = Domain.Offers.Quiz.Outcome(offer.Form, offer.FormSettings, answers.Quiz);
        return form with
        {
            Id = StableId.Of(TouchpointKinds.QuizCompleted, form.SubmissionId.ToString() ?? ""),
            Kind = TouchpointKinds.QuizCompleted,
            Properties = Domain
                .Offers.Quiz.Properties(offer.Form, outcome, answers.Quiz)
                .Take(Touchpoint.PropertiesMax)
                .ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>A later step of a form, by the same id for the same step and wish.</summary>
    public static Touchpoint Continued(
        Submission submission,
        Offer offer,
        int step,
        Answers answers,
        bool asksNextStep,
        DateTimeOffset now
    )
    {
        var next = asksNextStep ? answers.NextStep : null;
        var properties = new Dictionary<string, string> { [Step] = step.ToString(CultureInfo.InvariantCulture) };
        if (next is { } wish)
        {
            properties[NextStep] = Terms.Of(wish);
        }

        if (next is not null && answers.Message is { } question)
        {
            properties[Question] = question;
        }

        return new Touchpoint
        {
            Id = StableId.Of(
                TouchpointKinds.FormContinued,
                submission.Id.ToString(),
                properties[Step],
                properties.GetValueOrDefault(NextStep) ?? ""
            ),
            Kind = TouchpointKinds.FormContinued,
            OccurredAt = now,
            RecordedAt = now,
            LeadId = submission.LeadId,
            SubmissionId = submission.Id,
            Offer = offer.Slug,
            Path = "/offers/" + offer.Slug,
            Channel = Channel.Form,
            Properties = properties,
        };
    }
}
