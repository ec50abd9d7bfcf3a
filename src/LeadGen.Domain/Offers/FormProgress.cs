namespace LeadGen.Domain.Offers;

/// <summary>Where somebody stands in a form once a step has arrived.</summary>
/// <param name="Next">The step to go on with; null where that was the last.</param>
/// <param name="EndsQuiz">Were all questions of its quiz asked by now?</param>
public sealed record FormProgress(FormStep? Next, bool EndsQuiz)
{
    /// <param name="answer">Key to clean answer, of all steps so far.</param>
    public static FormProgress After(
        int number,
        Offer offer,
        Func<string, string?> answer,
        IReadOnlySet<string> leftOut
    )
    {
        var next = FormStep.After(number, offer, answer, leftOut);
        var ends = offer.Form.Any(field => Quiz.IsQuestion(field.Key));
        for (var step = next; ends && step is not null; step = FormStep.After(step.Number, offer, answer, leftOut))
        {
            ends = !step.Keys.Any(Quiz.IsQuestion);
        }

        return new FormProgress(next, ends);
    }
}
