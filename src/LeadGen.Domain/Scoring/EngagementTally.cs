using System.Globalization;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>What one engagement criterion gives for one lead. Touchpoints are added in order of time, then id.</summary>
internal sealed class EngagementTally(PreparedEngagement prepared, DateTimeOffset at)
{
    private readonly List<DateTimeOffset> _counted = [];
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
            _counted.Add(touchpoint.OccurredAt);
            Credit(touchpoint);
        }
    }

    // A counted touchpoint goes on blocking after it has expired: what counts must not depend on when one asks.
    private bool IsOverLimit(DateTimeOffset time) =>
        prepared.Criterion.Limit is { } limit
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

    private string? Note(int points)
    {
        var full = (long)_credited.Count * prepared.Criterion.Points;
        List<string>? notes = null;
        NoteIf(Math.Abs(_sum) > prepared.Cap, $"at most {prepared.Cap} points");
        NoteIf(Math.Abs(_sum) <= prepared.Cap && points != full, $"faded from {full}");
        NoteIf(_expired > 0, $"{_expired} expired");
        NoteIf(_overLimit > 0, $"{_overLimit} over the limit");
        NoteIf(_machine > 0, $"{_machine} made by a machine");
        return notes is null ? null : string.Join(", ", notes);

        void NoteIf(bool holds, FormattableString note)
        {
            if (holds)
            {
                (notes ??= []).Add(note.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
