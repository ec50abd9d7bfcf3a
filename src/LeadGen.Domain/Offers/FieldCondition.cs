namespace LeadGen.Domain.Offers;

/// <summary>Shows a field only where another was answered so.</summary>
/// <param name="Field">The key of a field that stands before it.</param>
/// <param name="Values">Any of these, without case; null or empty: whatever was answered.</param>
public sealed record FieldCondition(string Field, IReadOnlyList<string>? Values = null)
{
    public const int ValuesMax = 50;

    /// <summary>How many different ones a form may have: so many are known to the stylesheet.</summary>
    public const int OfFormMax = 16;

    /// <param name="answers">Clean; none where nothing was said.</param>
    public bool Holds(IEnumerable<string> answers) =>
        answers.Any(answer =>
            Values is not { Count: > 0 } || Values.Contains(answer, StringComparer.OrdinalIgnoreCase)
        );

    public bool IsSameAs(FieldCondition other) =>
        Field == other.Field
        && (Values ?? [])
            .Order(StringComparer.Ordinal)
            .SequenceEqual((other.Values ?? []).Order(StringComparer.Ordinal));
}
