namespace LeadGen.Domain.Offers;

/// <summary>What the condition of a field must keep to: it looks back at a field from which an answer can be expected.</summary>
internal static class ConditionRules
{
    /// <param name="before">The fields that stand before it.</param>
    public static IEnumerable<FormProblem> Problems(
        IReadOnlyList<FormField> form,
        IReadOnlyDictionary<string, FormField> before,
        FormField field
    )
    {
        if (field.When is { } when && ProblemOf(before, when) is { } message)
        {
            yield return new(field.Key, "when", message);
        }

        if (
            field is { Key: LeadFields.Message, When: { } shown }
            && form.Any(other => other.Key == LeadFields.NextStep)
            && (shown.Field != LeadFields.NextStep || !shown.Holds(["question"]))
        )
        {
            yield return new(field.Key, "when", "Show it to whoever has a question: they write it there");
        }
    }

    private static string? ProblemOf(IReadOnlyDictionary<string, FormField> before, FieldCondition when)
    {
        if (!before.TryGetValue(when.Field, out var other))
        {
            return "Choose a field that stands before this one";
        }

        if (when.Values is not { Count: > 0 })
        {
            return null;
        }

        if (when.Values.Count > FieldCondition.ValuesMax)
        {
            return $"Give {FieldCondition.ValuesMax} answers or fewer";
        }

        return other.Choices().Count == 0 ? "Choose a field with choices, or take whatever is answered"
            : when.Values.FirstOrDefault(value =>
                !other.Choices().Any(option => option.Value.Equals(value, StringComparison.OrdinalIgnoreCase))
            )
                is { } unknown
                ? $"“{unknown}” is no answer to it. Its answers: {string.Join(", ", other.Choices().Take(12).Select(option => option.Value))}"
            : null;
    }
}
