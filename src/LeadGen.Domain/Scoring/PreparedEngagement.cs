using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>An engagement criterion, ready to be asked of many leads. Times are in ticks.</summary>
internal sealed class PreparedEngagement(EngagementCriterion criterion)
{
    private const double SmallestRounded = 0.5;

    private readonly double? _halfLife = criterion.HalfLifeDays * TimeSpan.TicksPerDay;
    private readonly double? _expiresAfter = criterion.ExpiresAfterDays * TimeSpan.TicksPerDay;

    private readonly PreparedFilter? _filter = criterion.Where is { } where ? PreparedFilter.Of(where) : null;

    public EngagementCriterion Criterion { get; } = criterion;

    public bool HasLimit { get; } = criterion.Limit is not null;

    /// <summary>How long a counted touchpoint blocks others.</summary>
    public long LimitWindow { get; } = (criterion.Limit?.Days ?? 0) * TimeSpan.TicksPerDay;

    /// <summary>How far from zero the sum may be. Where the model names nothing, so far that all sums fit into an int.</summary>
    public int Cap { get; } =
        Math.Min(Math.Abs(criterion.MaxPoints ?? ScoringModel.ContributionMax), ScoringModel.ContributionMax);

    /// <summary>Does what it gives become less with time alone?</summary>
    public bool Fades => _halfLife is not null || _expiresAfter is not null;

    public bool Matches(Touchpoint touchpoint) => _filter is null || _filter.Matches(touchpoint);

    public bool IsExpired(long age) => age > _expiresAfter;

    public double PointsAt(long age) =>
        _halfLife is { } halfLife ? Criterion.Points * HalfLife.Left(age / halfLife) : Criterion.Points;

    /// <summary>By when nothing is left to fade of so many touchpoints, of which the last happened at <paramref name="last"/>.</summary>
    public long FadesUntil(long last, int touchpoints)
    {
        var most = Math.Abs((double)Criterion.Points) * touchpoints;
        var faded = _halfLife * Math.Max(1, Math.Log2(most / SmallestRounded) + 1);
        var gone = Math.Min(faded ?? double.MaxValue, _expiresAfter + 1 ?? double.MaxValue);
        return last + (long)Math.Min(gone, DateTimeOffset.MaxValue.UtcTicks - last);
    }
}
