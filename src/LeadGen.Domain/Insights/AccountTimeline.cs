using LeadGen.Domain.Leads;

namespace LeadGen.Domain.Insights;

/// <summary>One answer of one of an account's leads.</summary>
public readonly record struct AccountAnswer(string Key, Fact Fact, DateTimeOffset RecordedAt);

/// <summary>What an account knew over time: of each fact the latest staff value, else the latest answer of any of its leads.</summary>
public static class AccountTimeline
{
    public static AccountStep[] Of(List<AccountAnswer> answers, ReplayOrder order)
    {
        answers.Sort((one, other) => InstantOf(one).CompareTo(InstantOf(other)));
        var (steps, held) = (new List<AccountStep>(), new Dictionary<string, Fact>());
        foreach (var answer in answers)
        {
            var before = held.GetValueOrDefault(answer.Key);
            if (before is not null && !answer.Fact.IsNewerForAccount(before))
            {
                continue;
            }
            held[answer.Key] = answer.Fact;
            if (before?.Value != answer.Fact.Value)
            {
                steps.Add(new AccountStep(InstantOf(answer), answer.Key, answer.Fact.Value));
            }
        }
        return [.. steps];

        DateTimeOffset InstantOf(AccountAnswer answer) => order.InstantOf(answer.Fact.At, answer.RecordedAt);
    }
}
