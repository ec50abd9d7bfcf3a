using LeadGen.Domain.Handoffs;

namespace LeadGen.Web.Data.Sales;

/// <summary>Teams, rules and promises as they are in force, read once per version.</summary>
public sealed record RoutingInForce(long Version, Routing Routing, ServiceLevels Levels)
{
    public Router Router { get; } = new(Routing);

    private readonly Dictionary<Guid, Team> _teams = Routing.Teams.ToDictionary(team => team.Id);

    /// <summary>Null where it was never routed, or its team is gone.</summary>
    public Team? TeamOf(Handoff handoff) => handoff.TeamId is { } id ? _teams.GetValueOrDefault(id) : null;

    /// <summary>The promise to a hand-off, by the calendar of its team.</summary>
    public ServiceLevel PromiseOf(Handoff handoff) => Levels.For(handoff.Kind, CalendarOf(handoff));

    public WorkingCalendar CalendarOf(Handoff handoff) => TeamOf(handoff)?.Calendar ?? WorkingCalendar.EveryHour;

    /// <summary>The team that a member of staff would have to be in to act; null where anybody of sales may, or it is theirs.</summary>
    public Team? ClosedTo(Guid staffId, Handoff handoff) =>
        TeamOf(handoff) is { Reps.Count: > 0 } team && team.RepOf(staffId) is null && handoff.OwnerId != staffId
            ? team
            : null;
}

public sealed class RoutingCache
{
    private volatile RoutingInForce? _latest;

    public RoutingInForce? Latest
    {
        get => _latest;
        set => _latest = value;
    }
}
