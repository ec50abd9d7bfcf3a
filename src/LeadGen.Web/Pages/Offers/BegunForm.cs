using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;

namespace LeadGen.Web.Pages.Offers;

/// <summary>A form of which the first step has arrived.</summary>
/// <param name="NotAsked">The fields that its sender is not asked.</param>
public sealed record BegunForm(Offer Offer, Submission Submission, IReadOnlySet<string> NotAsked)
{
    /// <summary>The step as it is to be asked after the ones before; null where nothing is left to ask.</summary>
    public FormStep? Step(int number) => number > 1 ? After(number - 1) : null;

    /// <summary>The next step after this one, by what was answered so far.</summary>
    public FormStep? After(int number)
    {
        var said = FormReader
            .Read(Offer.Form, [], part: new FormPart(new HashSet<string>(), Submission.Fields))
            .Answers;
        return FormStep.After(number, Offer, key => said?[key], NotAsked);
    }

    public FormReading Read(FormStep step, PostedForm form)
    {
        var posted = form.Fields.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value));
        // What this step says now takes the place of what it may have said before.
        var earlier = Submission.Fields.Where(field => !IsAsked(step, field.Key)).ToDictionary();
        return FormReader.Read(Offer.Form, posted, part: new FormPart(step.Keys, earlier));
    }

    /// <summary>What was sent in this step.</summary>
    public Dictionary<string, string> Sent(FormStep step, PostedForm form) =>
        SentFields.Of(Offer, form).Where(field => IsAsked(step, field.Key)).ToDictionary();

    private static bool IsAsked(FormStep step, string name) =>
        step.Keys.Contains(name) || step.Keys.Contains(CustomField.Prefix + name);
}
