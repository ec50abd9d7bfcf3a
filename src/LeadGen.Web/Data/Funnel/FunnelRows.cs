using LeadGen.Domain.Insights;

namespace LeadGen.Web.Data.Funnel;

/// <summary>
/// What leads have in common by which figures are told apart; empty where it is not known. Each combination that there is stands here once.
/// </summary>
/// <param name="Offer">Slug of the first offer that it took.</param>
/// <param name="Team">Id of the team that it was first handed to.</param>
/// <param name="Kind">Term of the first qualification; empty for those who have none.</param>
public sealed record FunnelGroup(
    string Offer,
    string Source,
    string Medium,
    string Campaign,
    string Channel,
    string Direction,
    string Persona,
    string Team,
    string Kind
)
{
    public int Id { get; init; }
}

/// <summary>How far a lead came. It can be dropped and remade.</summary>
public sealed class FunnelLead
{
    public required Guid LeadId { get; init; }
    public required int GroupId { get; init; }

    /// <summary>The day (UTC) on which it became a lead.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>For each step that it reached beyond that of a lead, how long that took: a class of <see cref="TimeBuckets"/>.</summary>
    public required short[] Took { get; init; }
}

/// <summary>The leads of a day and a group that came to a step, by how long it took them: what figures are summed up from.</summary>
public sealed class FunnelDay
{
    public required DateOnly Day { get; init; }
    public required int GroupId { get; init; }
    public required FunnelStep Step { get; init; }
    public required short Took { get; init; }
    public required long Count { get; init; }
}

/// <summary>A sale, with the day on which its lead came and the touch that was the last before it.</summary>
public sealed class FunnelDeal
{
    public required Guid OutcomeId { get; init; }
    public required Guid LeadId { get; init; }
    public required int GroupId { get; init; }

    /// <summary>The day (UTC) on which the lead became one.</summary>
    public required DateOnly Day { get; init; }
    public required DateOnly WonOn { get; init; }

    /// <summary>The group of the last touch: only its source, medium and campaign say something.</summary>
    public required int LastGroupId { get; init; }
    public decimal? Amount { get; init; }
    public string? Currency { get; init; }
}
