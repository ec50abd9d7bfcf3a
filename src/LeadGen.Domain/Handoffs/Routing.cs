namespace LeadGen.Domain.Handoffs;

/// <summary>The teams and the ordered rules by which hand-offs find them, with the team for all that no rule holds for.</summary>
public sealed record Routing(IReadOnlyList<Team> Teams, IReadOnlyList<RoutingRule> Rules, Guid DefaultTeamId)
{
    public const int TeamsMax = 200;
    public const int RulesMax = 200;
    public const string DefaultTeamName = "Sales";

    /// <summary>Of a new installation: one team without a rep, whose hand-offs wait in its pool.</summary>
    public static Routing Of(Guid defaultTeamId) =>
        new([new Team(defaultTeamId, DefaultTeamName, [])], [], defaultTeamId);

    public Team? TeamOf(Guid id) => Teams.FirstOrDefault(team => team.Id == id);
}
