using System.Globalization;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>What one engagement criterion gives for one lead. Touchpoints are added in order of time, then id.</summary>
internal sealed class EngagementTally(PreparedEngagement prepared, DateTimeOffset at)
{
    // Only a limit asks when they were.
    private readonly List<DateTimeOffset>? _counted = prepared.Criterion.Limit is null ? null : [];
    private readonly List<Guid> _credited = [];
    private double _sum;
    private int _overLimit;
    private int _expired;
    private int _machine;

    public void Add(Touchpoint touchpoint)
    {
        if (touchpoint.Machine)
        {
            _machine++;
        }
        else if (IsOverLimit(touchpoint.OccurredAt))
        {
            _overLimit++;
        }
        else
        {
            _counted?.Add(touchpoint.OccurredAt);
            Credit(touchpoint);
        }
    }

    // A counted touchpoint goes on blocking after it has expired: what counts must not depend on when one asks.
    private bool IsOverLimit(DateTimeOffset time) =>
        prepared.Criterion.Limit is { } limit
        && _counted is not null
        && _counted.Count >= limit.Times
        && (limit.Times <= 0 || time - _counted[^limit.Times] < prepared.LimitWindow);

    private void Credit(Touchpoint touchpoint)
    {
        var age = at - touchpoint.OccurredAt;
        if (prepared.IsExpired(age))
        {
            _expired++;
            return;
        }
        _credited.Add(touchpoint.Id);
        _sum += prepared.PointsAt(age);
    }

    public Contribution ToContribution()
    {
        var points = (int)Math.Round(Math.Clamp(_sum, -prepared.Cap, prepared.Cap), MidpointRounding.ToEven);
        var criterion = prepared.Criterion;
        return new(criterion.Key, criterion.Label, ScoreDimension.Engagement, points, _credited, Note(points));
    }

    private string? Note(int points) => string.Join(", ", Notes(points)) is { Length: > 0 } note ? note : null;

    private IEnumerable<string> Notes(int points)
    {
        var full = (long)_credited.Count * prepared.Criterion.Points;
        if (Math.Abs(_sum) > prepared.Cap)
        {
            yield return Invariant($"at most {prepared.Cap} points");
        }
        else if (points != full)
        {
            yield return Invariant($"faded from {full}");
        }
        if (_expired > 0)
        {
            yield return Invariant($"{_expired} expired");
        }
        if (_overLimit > 0)
        {
            yield return Invariant($"{_overLimit} over the limit");
        }
        if (_machine > 0)
        {
            yield return Invariant($"{_machine} made by a machine");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
