namespace LeadGen.Domain.Handoffs;

/// <summary>Which questions of the checklist must be answered, with yes or no, before a rep confirms the intent to buy.</summary>
/// <param name="Required">Keys of <see cref="Checklist"/>.</param>
public sealed record ChecklistRules(IReadOnlyCollection<string> Required)
{
    /// <summary>Whether there is a need, and who decides: the rest may still be unknown.</summary>
    public static ChecklistRules Default { get; } = new([Checklist.Need, Checklist.Authority]);

    public static ChecklistRules None { get; } = new([]);

    /// <summary>The message for a setting that cannot be; null when all is well.</summary>
    public string? Check() =>
        Required.All(Checklist.Keys.Contains) ? null : $"Require only {string.Join(", ", Checklist.Keys)}";

    /// <summary>The required keys without an answer, in the order of the checklist. Unknown is none.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyDictionary<string, Check> answers) =>
        [
            .. Checklist.Keys.Where(key =>
                Required.Contains(key)
                && answers.GetValueOrDefault(key) is not { Answer: CheckAnswer.Yes or CheckAnswer.No }
            ),
        ];

    /// <exception cref="DomainException">Something is missing; the message names it.</exception>
    public void Demand(IReadOnlyDictionary<string, Check> answers)
    {
        if (Missing(answers) is { Count: > 0 } missing)
        {
            var names = string.Join(", ", missing.Select(key => key.Replace('_', ' ')));
            throw new DomainException($"Before you confirm, answer with yes or no: {names}.");
        }
    }
}
