namespace LeadGen.Domain.Insights;

/// <summary>One answer of one of an account's leads.</summary>
public readonly record struct AccountAnswer(
    string Fact,
    string Value,
    bool Staff,
    DateTimeOffset EffectiveAt,
    DateTimeOffset RecordedAt
);

/// <summary>What an account knew over time: of each fact the latest staff value, else the latest answer of any of its leads.</summary>
public static class AccountTimeline
{
    public static AccountStep[] Of(List<AccountAnswer> answers, ReplayOrder order)
    {
        answers.Sort((one, other) => InstantOf(one, order).CompareTo(InstantOf(other, order)));
        var (steps, held) = (new List<AccountStep>(), new Dictionary<string, AccountAnswer>());
        foreach (var answer in answers)
        {
            if (held.TryGetValue(answer.Fact, out var before) && !IsNewer(answer, before))
            {
                continue;
            }
            held[answer.Fact] = answer;
            if (before.Value != answer.Value)
            {
                steps.Add(new AccountStep(InstantOf(answer, order), answer.Fact, answer.Value));
            }
        }
        return [.. steps];
    }

    private static DateTimeOffset InstantOf(AccountAnswer answer, ReplayOrder order) =>
        order == ReplayOrder.AsHappened || answer.EffectiveAt > answer.RecordedAt
            ? answer.EffectiveAt
            : answer.RecordedAt;

    // As Account.LearnFrom has it; of two at once the greater text, so that the order in which leads are read does not matter.
    private static bool IsNewer(AccountAnswer told, AccountAnswer held) =>
        (told.Staff, told.EffectiveAt).CompareTo((held.Staff, held.EffectiveAt)) switch
        {
            > 0 => true,
            < 0 => false,
            0 => string.CompareOrdinal(told.Value, held.Value) > 0,
        };
}
