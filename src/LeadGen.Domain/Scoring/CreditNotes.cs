using System.Globalization;

namespace LeadGen.Domain.Scoring;

/// <summary>What became of the touchpoints that one criterion looked at, for people.</summary>
internal sealed class CreditNotes(PreparedEngagement prepared)
{
    private readonly List<Guid> _credited = [];
    private int _overLimit;
    private int _expired;
    private int _machine;

    /// <summary>What they are worth before the clamp and before rounding.</summary>
    public double Sum { get; set; }

    public void AddCredited(Guid touchpoint) => _credited.Add(touchpoint);

    public void AddOverLimit() => _overLimit++;

    public void AddExpired() => _expired++;

    public void AddMachine() => _machine++;

    /// <summary>Null where none of them happened in the time that is looked at.</summary>
    public Contribution? ToContribution(int points)
    {
        var criterion = prepared.Criterion;
        return _credited.Count + _overLimit + _expired + _machine == 0
            ? null
            : new(criterion.Key, criterion.Label, ScoreDimension.Engagement, points, _credited, Note(points));
    }

    private string? Note(int points) => string.Join(", ", Notes(points)) is { Length: > 0 } note ? note : null;

    private IEnumerable<string> Notes(int points)
    {
        var full = (long)_credited.Count * prepared.Criterion.Points;
        if (Math.Abs(Sum) > prepared.Cap)
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
