using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Capture;

/// <summary>
/// Turns posted texts, from a form or the API alike, into clean answers. Every key of <see cref="LeadFields"/> is taken when sent,
/// whether or not the form shows it; a custom key must be defined; others are ignored. What is empty was not sent.
/// </summary>
public static class FormReader
{
    /// <param name="form">Which fields are required, how they are called, and the form's own custom fields. Null asks for the e-mail address alone.</param>
    /// <param name="posted">Where a key comes more than once its first answer that is not empty counts.</param>
    /// <param name="custom">Custom fields defined for the whole instance; a form's own definition comes first. Posted as <c>custom.KEY</c> or plain <c>KEY</c>.</param>
    public static FormReading Read(
        IReadOnlyList<FormField>? form,
        IEnumerable<KeyValuePair<string, string?>> posted,
        IReadOnlyList<CustomField>? custom = null
    )
    {
        var reading = new AnswerSheet(form ?? [], custom ?? []);
        foreach (var (key, text) in posted)
        {
            reading.Take(key, text);
        }

        return reading.Finish();
    }
}
