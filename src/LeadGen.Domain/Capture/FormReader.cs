using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Capture;

/// <summary>One step of a form that is cut into several, or what a visitor of whom something is known was asked.</summary>
/// <param name="Asked">The keys of the fields that were shown; of these alone an answer can be required.</param>
/// <param name="Earlier">What was sent in the steps before, as sent. Of the others then nothing is taken but what was asked.</param>
public sealed record FormPart(IReadOnlySet<string> Asked, IReadOnlyDictionary<string, string>? Earlier = null);

/// <summary>
/// Turns posted texts, from a form or the API alike, into clean answers. Every key of <see cref="LeadFields"/> is taken when sent,
/// whether or not the form shows it; a custom key must be defined; others are ignored. What is empty was not sent, and neither was
/// what a form asks only where another answer is given that was not.
/// </summary>
public static class FormReader
{
    /// <param name="form">Which fields are required, how they are called, and the form's own custom fields. Null asks for the e-mail address alone.</param>
    /// <param name="posted">Where a key comes more than once its first answer that is not empty counts; of several choices all do.</param>
    /// <param name="custom">Custom fields defined for the whole instance; a form's own definition comes first. Posted as <c>custom.KEY</c> or plain <c>KEY</c>.</param>
    /// <param name="part">Null: the whole form was shown.</param>
    public static FormReading Read(
        IReadOnlyList<FormField>? form,
        IEnumerable<KeyValuePair<string, string?>> posted,
        IReadOnlyList<CustomField>? custom = null,
        FormPart? part = null
    )
    {
        var reading = new AnswerSheet(form ?? [], custom ?? [], part);
        foreach (var (key, text) in posted)
        {
            reading.Take(key, text);
        }

        return reading.Finish();
    }
}
