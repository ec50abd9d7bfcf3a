namespace LeadGen.Domain.Offers;

/// <summary>
/// Which fields of a form are asked, and in which step: the one place that pages and the reader of what was sent go by, so that
/// what is not shown is not required.
/// </summary>
public static class FormFlow
{
    /// <summary>The form as it is shown: with a field to write the question in, where it lets ask one and has none.</summary>
    public static IReadOnlyList<FormField> WithQuestion(IReadOnlyList<FormField> form)
    {
        if (form.Any(field => field.Key == LeadFields.Message))
        {
            return form;
        }

        return [.. form.SelectMany(field => field.Key == LeadFields.NextStep ? new[] { field, Question } : [field])];
    }

    /// <summary>The fields by step; at least one step.</summary>
    public static IReadOnlyList<IReadOnlyList<FormField>> Steps(IReadOnlyList<FormField> form)
    {
        var steps = new List<List<FormField>> { new() };
        foreach (var field in form)
        {
            if (field.NewStep && steps[^1].Count > 0)
            {
                steps.Add([]);
            }

            steps[^1].Add(field);
        }

        return steps;
    }

    /// <summary>The keys of the fields that the answers let show. What was answered to a field that is not shown counts as not said.</summary>
    /// <param name="answer">Key to clean answer; null where there is none.</param>
    public static IReadOnlySet<string> Shown(IReadOnlyList<FormField> form, Func<string, string?> answer)
    {
        var shown = new Dictionary<string, FormField>(StringComparer.Ordinal);
        foreach (var field in form)
        {
            if (field.When is not { } when || (shown.TryGetValue(when.Field, out var other) && when.Holds(Said(other))))
            {
                shown.TryAdd(field.Key, field);
            }
        }

        return shown.Keys.ToHashSet(StringComparer.Ordinal);

        string[] Said(FormField field) =>
            answer(field.Key) is not { Length: > 0 } text ? []
            : field.ShownAs() == FieldControl.MultiSelect ? ManyChoices.Split(text)
            : [text];
    }

    private static readonly FormField Question = new(LeadFields.Message, Required: false, "Your question")
    {
        When = new FieldCondition(LeadFields.NextStep, ["question"]),
    };
}
