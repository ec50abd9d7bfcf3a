using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Capture;

/// <summary>What <c>form_submitted</c> says: what the form was for, what its sender wants next, the question where one was asked, and the call to action that led to it.</summary>
public static class FormTouchpoint
{
    public const string Intent = "intent";
    public const string NextStep = "next_step";
    public const string Question = "question";

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
}
