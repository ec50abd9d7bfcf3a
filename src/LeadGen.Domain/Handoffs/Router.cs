using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Handoffs;

/// <summary>
/// Finds the team and the rep for a hand-off: pure, values in and values out. The first rule that holds picks the team, else it is the
/// default team. In the team it is the rep whom the rule names, else one who owns a lead of the same account, else the one whose turn it
/// is; always one who is available. With nobody available it goes to the pool of the team.
/// </summary>
public sealed class Router
{
    private readonly Routing _routing;
    private readonly Dictionary<Guid, Team> _teams;
    private readonly PreparedRule[] _rules;

    /// <exception cref="DomainException">The routing breaks one of <see cref="RoutingRules"/>.</exception>
    public Router(Routing routing)
    {
        var errors = RoutingRules.Check(routing);
        if (errors.Count > 0)
        {
            throw new DomainException(string.Join(". ", errors.Values) + ".");
        }

        _routing = routing;
        _teams = routing.Teams.ToDictionary(team => team.Id);
        _rules = [.. routing.Rules.Select(rule => new PreparedRule(rule))];
    }

    /// <summary>Team and rep in one go.</summary>
    /// <param name="turns">Of each team; a team that is not in it has had no lead yet.</param>
    public Routed Route(RoutingSubject subject, IReadOnlyDictionary<Guid, Turns> turns, DateTimeOffset now)
    {
        var (team, rule) = Choose(subject);
        return Pick(team, rule, subject, turns.GetValueOrDefault(team.Id) ?? Turns.None, now);
    }

    /// <summary>The team and the rule that picked it; no rule where it is the default team.</summary>
    public (Team Team, RoutingRule? Rule) Choose(RoutingSubject subject)
    {
        foreach (var rule in _rules)
        {
            if (rule.Holds(subject))
            {
                return (_teams[rule.Rule.TeamId], rule.Rule);
            }
        }

        return (_teams[_routing.DefaultTeamId], null);
    }

    /// <summary>The rep of a team that is chosen; so too for offering again, in the team where the hand-off is.</summary>
    /// <param name="rule">The rule that picked the team, or null.</param>
    /// <param name="lapsedBy">Who has let this hand-off lapse: they do not get it again.</param>
    public static Routed Pick(
        Team team,
        RoutingRule? rule,
        RoutingSubject subject,
        Turns turns,
        DateTimeOffset now,
        IReadOnlyCollection<Guid>? lapsedBy = null
    )
    {
        var day = team.Calendar.DayOf(now);
        var named = rule?.StaffId is { } id ? team.RepOf(id) : null;
        var passedOver = named is null ? null : Obstacle(named);
        if (named is not null && passedOver is null)
        {
            return new(team, named, RoutedBy.Rule, rule, turns.Count(named));
        }

        var because = passedOver is null ? null : $"{named!.Name} {passedOver}";
        foreach (var owner in subject.AccountOwners)
        {
            if (team.RepOf(owner) is { } rep && Obstacle(rep) is null)
            {
                return new(team, rep, RoutedBy.Account, rule, turns.Count(rep), because);
            }
        }

        if (turns.Next(team.Reps.Where(rep => Obstacle(rep) is null)) is not { } next)
        {
            return new(team, null, RoutedBy.Pool, rule, turns, because);
        }

        // Where somebody is left out on purpose their turn has not passed.
        var after = lapsedBy is { Count: > 0 } ? turns.Count(next) : turns.Take(next);
        return new(team, next, RoutedBy.Turn, rule, after, because);

        string? Obstacle(Rep rep) => lapsedBy?.Contains(rep.StaffId) == true ? "has let it lapse" : rep.Obstacle(day);
    }

    /// <summary>What each rule says of a lead, in their order, for the test box.</summary>
    public IReadOnlyList<RuleVerdict> Verdicts(RoutingSubject subject)
    {
        var decided = false;
        var verdicts = new List<RuleVerdict>(_rules.Length);
        foreach (var rule in _rules)
        {
            var conditions = rule.Ask(subject);
            var holds = conditions.All(condition => condition.Holds);
            verdicts.Add(new(rule.Rule, holds, Decides: holds && !decided, conditions));
            decided |= holds;
        }

        return verdicts;
    }

    /// <summary>A rule, ready to be asked of many leads.</summary>
    private sealed class PreparedRule(RoutingRule rule)
    {
        private readonly PreparedCondition[] _conditions =
        [
            .. rule.Conditions.Select(one => new PreparedCondition(one.Asked)),
        ];

        public RoutingRule Rule { get; } = rule;

        public bool Holds(RoutingSubject subject)
        {
            foreach (var condition in _conditions)
            {
                if (!condition.Matches(subject[condition.Condition.Fact]))
                {
                    return false;
                }
            }

            return true;
        }

        public IReadOnlyList<ConditionVerdict> Ask(RoutingSubject subject) =>
            [
                .. Rule.Conditions.Zip(
                    _conditions,
                    (condition, prepared) =>
                    {
                        var value = subject[condition.Fact];
                        return new ConditionVerdict(condition, value, prepared.Matches(value));
                    }
                ),
            ];
    }
}
