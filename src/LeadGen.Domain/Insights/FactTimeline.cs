using LeadGen.Domain.Leads;

namespace LeadGen.Domain.Insights;

/// <summary>From here on an account has this value of a fact.</summary>
public readonly record struct AccountStep(DateTimeOffset At, string Fact, string Value);

/// <summary>What was known of a lead over time, out of the changes that were kept.</summary>
public static class FactTimeline
{
    /// <param name="changes">The lead's own, in any order.</param>
    /// <param name="account">Those of its account, in order of time; none where it has none.</param>
    public static void Fill(
        List<FactStep> steps,
        LeadOrigin origin,
        IReadOnlyList<FactChange> changes,
        IReadOnlyList<AccountStep> account,
        ReplayOrder order
    )
    {
        steps.Add(new(DateTimeOffset.MinValue, ScoredFacts.Of(origin, NothingKnown, null), Own: false));
        var (next, own) = (0, (IReadOnlyDictionary<string, string>)NothingKnown);
        var instants = InstantsOf(changes, order);
        foreach (var at in instants)
        {
            // Before anything was known of the lead itself, nobody knew that it belonged to the account.
            TakeAccount(until: at, tell: at != instants[0]);
            own = FactChange.AsOf(changes, at, order == ReplayOrder.AsRecorded ? at : null);
            steps.Add(new(at, ScoredFacts.Of(origin, own, AccountAt(account, next)), Own: true));
        }
        TakeAccount(until: DateTimeOffset.MaxValue, tell: true);

        // What the account learns matters where the lead itself has nothing to say.
        void TakeAccount(DateTimeOffset until, bool tell)
        {
            for (; next < account.Count && account[next].At <= until; next++)
            {
                if (tell && account[next].At < until && !own.ContainsKey(account[next].Fact))
                {
                    steps.Add(
                        new(account[next].At, ScoredFacts.Of(origin, own, AccountAt(account, next + 1)), Own: false)
                    );
                }
            }
        }
    }

    private static DateTimeOffset[] InstantsOf(IReadOnlyList<FactChange> changes, ReplayOrder order)
    {
        if (changes.Count == 1)
        {
            return [InstantOf(changes[0], order)];
        }
        return [.. changes.Select(change => InstantOf(change, order)).Distinct().Order()];
    }

    private static readonly Dictionary<string, string> NothingKnown = [];

    private static DateTimeOffset InstantOf(FactChange change, ReplayOrder order) =>
        order.InstantOf(change.EffectiveAt, change.RecordedAt);

    /// <summary>What the account knows after so many of its steps.</summary>
    private static Dictionary<string, string>? AccountAt(IReadOnlyList<AccountStep> account, int steps)
    {
        Dictionary<string, string>? facts = null;
        for (var step = 0; step < steps; step++)
        {
            (facts ??= [])[account[step].Fact] = account[step].Value;
        }
        return facts;
    }
}
