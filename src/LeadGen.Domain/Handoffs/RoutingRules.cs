using System.Globalization;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Handoffs;

/// <summary>What teams and rules must keep to before they can be saved. Messages say what to do.</summary>
public static class RoutingRules
{
    /// <summary>
    /// Path to message; empty when all is well. Paths: <c>teams</c>, <c>rules</c>, <c>default_team</c>, <c>teams.{id}</c>,
    /// <c>rules.{id}</c>, <c>rules.{id}.conditions.{index}</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Check(Routing routing)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("teams", TeamsMessage(routing));
        Add("rules", RulesMessage(routing));
        if (routing.TeamOf(routing.DefaultTeamId) is null)
        {
            Add("default_team", "Choose the team for all leads that no rule holds for");
        }

        foreach (var team in routing.Teams)
        {
            Add($"teams.{team.Id}", MessageOf(team));
        }

        foreach (var rule in routing.Rules)
        {
            Add($"rules.{rule.Id}", MessageOf(rule, routing));
            foreach (var (index, condition) in rule.Conditions.Take(RoutingRule.ConditionsMax).Index())
            {
                Add($"rules.{rule.Id}.conditions.{index}", MessageOf(condition));
            }
        }

        return errors;

        void Add(string path, string? message)
        {
            if (message is not null)
            {
                errors.TryAdd(path, message);
            }
        }
    }

    private static string? TeamsMessage(Routing routing) =>
        routing.Teams.Count > Routing.TeamsMax ? $"Have at most {Routing.TeamsMax} teams"
        : HasTwins(routing.Teams, team => team.Id) ? "Give each team an id of its own"
        : null;

    private static string? RulesMessage(Routing routing) =>
        routing.Rules.Count > Routing.RulesMax ? $"Have at most {Routing.RulesMax} rules"
        : HasTwins(routing.Rules, rule => rule.Id) ? "Give each rule an id of its own"
        : null;

    private static bool HasTwins<T>(IReadOnlyList<T> all, Func<T, Guid> id) =>
        all.Select(id).Distinct().Count() < all.Count;

    private static string? MessageOf(Team team) =>
        !IsName(team.Name, Team.NameMaxLength) ? $"Name the team in at most {Team.NameMaxLength} characters"
        : team.Reps.Count > Team.RepsMax ? $"Have at most {Team.RepsMax} reps in a team"
        : HasTwins(team.Reps, rep => rep.StaffId) ? "Name each rep once in a team"
        : team.Reps.Select(MessageOf).FirstOrDefault(message => message is not null);

    private static string? MessageOf(Rep rep) =>
        rep.Capacity is < 0 or > Rep.CapacityMax ? $"Give {rep.Name} a capacity from 0 to {Rep.CapacityMax}"
        : rep.Absences.Count > Rep.AbsencesMax ? $"Remove past absences of {rep.Name}: {Rep.AbsencesMax} are kept"
        : rep.Absences.Any(absence => absence.To < absence.From)
            ? $"Let each absence of {rep.Name} end on the day on which it begins, or later"
        : null;

    private static string? MessageOf(RoutingRule rule, Routing routing) =>
        !IsName(rule.Name, RoutingRule.NameMaxLength)
            ? $"Name the rule in at most {RoutingRule.NameMaxLength} characters"
        : rule.Conditions.Count > RoutingRule.ConditionsMax
            ? $"Have at most {RoutingRule.ConditionsMax} conditions in a rule"
        : routing.TeamOf(rule.TeamId) is not { } team ? "Choose the team that gets these leads"
        : rule.StaffId is { } staff && team.RepOf(staff) is null ? $"Choose a rep of {team.Name}, or leave the rep out"
        : null;

    /// <summary>What is wrong with a condition and what to do, or null.</summary>
    public static string? MessageOf(RoutingCondition condition)
    {
        if (!RoutingSubject.IsFact(condition.Fact))
        {
            return "Choose a fact, or the kind, medium or campaign";
        }

        var values = condition.Values;
        return condition.Operator switch
        {
            FactOperator.IsKnown or FactOperator.IsMissing => values.Count == 0 ? null : "Leave the value out",
            FactOperator.Between => values.Count == 2 && values.All(IsNumber)
                ? null
                : "Give the lowest and the highest number",
            FactOperator.AtLeast or FactOperator.AtMost => values.Count == 1 && values.All(IsNumber)
                ? null
                : "Give one number",
            FactOperator.Equals => values.Count == 1 && values.All(IsValue) ? null : "Give one value",
            FactOperator.OneOf or FactOperator.Contains => values.Count is > 0 and <= ScoringModel.ValuesMax
            && values.All(IsValue)
                ? null
                : $"Give 1 to {ScoringModel.ValuesMax} values",
        };
    }

    private static bool IsName(string? name, int maxLength) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= maxLength;

    private static bool IsValue(string value) => IsName(value, ScoringModel.ValueMaxLength) && !value.Contains('\0');

    private static bool IsNumber(string value) =>
        decimal.TryParse(
            value,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out _
        );
}
