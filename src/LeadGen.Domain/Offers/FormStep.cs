namespace LeadGen.Domain.Offers;

/// <summary>One step of a form as one visitor sees it: the fields that may show, in their order.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Count">Of the steps of the form.</param>
public sealed record FormStep(int Number, int Count, IReadOnlyList<FormField> Fields)
{
    public IReadOnlySet<string> Keys { get; } = Fields.Select(field => field.Key).ToHashSet(StringComparer.Ordinal);

    /// <param name="leftOut">Keys that are not asked: <see cref="Profiling"/>.</param>
    public static FormStep First(Offer offer, IReadOnlySet<string> leftOut) =>
        new(1, StepsOf(offer).Count, Asked(offer, 1, _ => null, leftOut));

    /// <summary>All that a step may ever ask; null where the form has no such step.</summary>
    public static FormStep? Whole(Offer offer, int number) =>
        StepsOf(offer) is var steps && number >= 1 && number <= steps.Count
            ? new FormStep(number, steps.Count, steps[number - 1])
            : null;

    /// <summary>The next step in which anything is asked; null where the form ends.</summary>
    /// <param name="earlier">Key to clean answer, of the steps before.</param>
    public static FormStep? After(int number, Offer offer, Func<string, string?> earlier, IReadOnlySet<string> leftOut)
    {
        var count = StepsOf(offer).Count;
        for (var next = number + 1; next <= count; next++)
        {
            if (Asked(offer, next, earlier, leftOut) is { Count: > 0 } fields)
            {
                return new FormStep(next, count, fields);
            }
        }

        return null;
    }

    /// <summary>A field whose condition looks at this very step may show; one that looks back shows where the answer there lets it.</summary>
    private static List<FormField> Asked(
        Offer offer,
        int number,
        Func<string, string?> earlier,
        IReadOnlySet<string> leftOut
    )
    {
        var shown = FormFlow.Shown(offer.Form, earlier);
        var asked = new List<FormField>();
        foreach (var field in StepsOf(offer)[number - 1].Where(field => !leftOut.Contains(field.Key)))
        {
            if (
                field.When is not { } when
                || shown.Contains(field.Key)
                || asked.Exists(other => other.Key == when.Field)
            )
            {
                asked.Add(field);
            }
        }

        return asked;
    }

    private static IReadOnlyList<IReadOnlyList<FormField>> StepsOf(Offer offer) =>
        FormFlow.Steps(FormFlow.WithQuestion(offer.Form));
}
