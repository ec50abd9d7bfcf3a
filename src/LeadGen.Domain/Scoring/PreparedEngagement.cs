using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>An engagement criterion, ready to be asked of many leads.</summary>
internal sealed class PreparedEngagement(EngagementCriterion criterion)
{
    public EngagementCriterion Criterion { get; } = criterion;

    /// <summary>How long a counted touchpoint blocks others.</summary>
    public TimeSpan LimitWindow { get; } = TimeSpan.FromDays(criterion.Limit?.Days ?? 0);

    /// <summary>How far from zero the sum may be. Where the model names nothing, so far that all sums fit into an int.</summary>
    public int Cap { get; } =
        Math.Min(Math.Abs(criterion.MaxPoints ?? ScoringModel.ContributionMax), ScoringModel.ContributionMax);

    private readonly double? _halfLifeTicks = criterion.HalfLifeDays * TimeSpan.TicksPerDay;
    private readonly double? _expiresAfterTicks = criterion.ExpiresAfterDays * TimeSpan.TicksPerDay;

    public bool Matches(Touchpoint touchpoint) => Criterion.Where is not { } where || where.Matches(touchpoint);

    public bool IsExpired(TimeSpan age) => age.Ticks > _expiresAfterTicks;

    public double PointsAt(TimeSpan age) =>
        _halfLifeTicks is { } halfLife ? Criterion.Points * HalfLife.Left(age.Ticks / halfLife) : Criterion.Points;
}
