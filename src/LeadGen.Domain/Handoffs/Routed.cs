namespace LeadGen.Domain.Handoffs;

/// <summary>How it was found who gets a hand-off.</summary>
public enum RoutedBy
{
    /// <summary>The rule names the rep.</summary>
    Rule,

    /// <summary>They own a lead of the same account.</summary>
    Account,

    /// <summary>Weighted round-robin.</summary>
    Turn,

    /// <summary>Nobody of the team is available: unclaimed, and anybody of the team may take it.</summary>
    Pool,
}

/// <summary>Where a hand-off goes, and why.</summary>
/// <param name="Rule">The rule that held; null: the default team, or the team was given.</param>
/// <param name="Rep">Null: the pool of the team.</param>
/// <param name="Turns">Of the team, after it.</param>
/// <param name="PassedOver">The rep whom the rule names, but who gets nothing now, and the reason.</param>
public sealed record Routed(Team Team, Rep? Rep, RoutedBy By, RoutingRule? Rule, Turns Turns, string? PassedOver = null)
{
    /// <summary>One sentence for people.</summary>
    public string Why
    {
        get
        {
            var team = Rule is null ? $"{Team.Name}" : $"{Team.Name} by the rule “{Rule.Name}”";
            var rep = By switch
            {
                RoutedBy.Rule => $"{Rep!.Name}, whom the rule names",
                RoutedBy.Account => $"{Rep!.Name}, who owns a lead of the same account",
                RoutedBy.Turn => $"{Rep!.Name}, whose turn it is",
                RoutedBy.Pool => "its pool, since nobody is available",
            };
            return $"{team}: {rep}{(PassedOver is null ? "" : $" ({PassedOver})")}.";
        }
    }
}

/// <summary>What a rule says of a lead, for the test box.</summary>
/// <param name="Decides">It is the first that holds.</param>
public sealed record RuleVerdict(RoutingRule Rule, bool Holds, bool Decides, IReadOnlyList<ConditionVerdict> Conditions)
{
    /// <summary>One sentence for people.</summary>
    public string Why =>
        Decides ? "Decides: " + (Conditions.Count == 0 ? "it holds for every lead." : "all of it holds.")
        : Holds ? "Holds, but one above it decides."
        : "Does not hold: " + string.Join("; ", Conditions.Where(one => !one.Holds).Select(one => one.Why)) + ".";
}

/// <param name="Value">What the lead has there, or null.</param>
public sealed record ConditionVerdict(RoutingCondition Condition, string? Value, bool Holds)
{
    public string Why => $"{Condition.InWords()}, and the lead has {(Value is null ? "none" : $"“{Value}”")}";
}
