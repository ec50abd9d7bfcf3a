using LeadGen.Domain.Offers;
using LeadGen.Web.Data;

namespace LeadGen.Web.Capture.Spam;

/// <summary>A later step of a form that is held.</summary>
/// <param name="At">When it came.</param>
public sealed record KeptStep(FilledStep Step, DateTimeOffset At);

/// <summary>All that it takes to take a form that is held, as if it came now: what was sent, how it came, and what it showed.</summary>
/// <param name="Form">Its first step; null where that became a lead, and only what came after it is held.</param>
/// <param name="Steps">Those that have come since, in their order.</param>
public sealed record KeptForm(FilledForm? Form, IReadOnlyList<KeptStep> Steps)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Json => JsonColumn.Write(this);

    public static HeldForm Of(Guid submissionId, FilledForm form) =>
        new()
        {
            SubmissionId = submissionId,
            Email = form.Answers.Email.Key,
            Form = new KeptForm(form, []).Json,
        };

    /// <summary>Of a form about which nobody has decided.</summary>
    public static KeptForm Read(HeldForm held) => JsonColumn.Read<KeptForm>(held.Form!);

    public KeptForm With(KeptStep step) => this with { Steps = [.. Steps, step] };

    /// <summary>With the offer as it is today.</summary>
    public KeptForm For(Offer offer) =>
        new(
            Form is null ? null : Form with { Offer = offer },
            [.. Steps.Select(kept => kept with { Step = kept.Step with { Offer = offer } })]
        );
}
