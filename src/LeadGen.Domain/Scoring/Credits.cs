using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>
/// The touchpoints of one lead that one criterion looks at, in order of time, and what they are worth at any instant.
/// Reused from lead to lead, so that scoring a million of them allocates next to nothing.
/// </summary>
internal sealed class Credits(PreparedEngagement prepared)
{
    private readonly List<Hit> _hits = [];

    // When those that counted were; only a limit asks.
    private readonly List<long> _counted = [];

    public PreparedEngagement Prepared => prepared;

    public bool Any => _hits.Count > 0;

    public void Clear() => _hits.Clear();

    /// <summary>What is told late is put where it belongs; of two at one instant the one that is told first stays first.</summary>
    public void Add(Touchpoint touchpoint)
    {
        var hit = new Hit(touchpoint.OccurredAt.UtcTicks, touchpoint);
        var place = _hits.Count;
        while (place > 0 && _hits[place - 1].Ticks > hit.Ticks)
        {
            place--;
        }
        _hits.Insert(place, hit);
    }

    /// <summary>Points as of an instant, clamped and then rounded, once.</summary>
    /// <param name="at">In ticks of UTC. What happened later does not count.</param>
    /// <param name="after">What happened at or before this does not count either.</param>
    /// <param name="told">Is told of each touchpoint what became of it.</param>
    public int PointsAt(long at, long after, CreditNotes? told = null)
    {
        _counted.Clear();
        var sum = 0.0;
        foreach (var hit in _hits)
        {
            if (hit.Ticks > at)
            {
                break;
            }
            if (hit.Ticks > after)
            {
                sum += Worth(hit, at, told);
            }
        }
        if (told is not null)
        {
            told.Sum = sum;
        }
        return (int)Math.Round(Math.Clamp(sum, -prepared.Cap, prepared.Cap), MidpointRounding.ToEven);
    }

    /// <summary>The last instant at which points can fade or expire, in ticks; later they stay as they are.</summary>
    public long FadesUntil(long at) =>
        _hits.Count == 0 ? at : Math.Max(at, prepared.FadesUntil(_hits[^1].Ticks, _hits.Count));

    private double Worth(Hit hit, long at, CreditNotes? told)
    {
        if (hit.Touchpoint.Machine)
        {
            told?.AddMachine();
            return 0;
        }
        if (IsOverLimit(hit.Ticks))
        {
            told?.AddOverLimit();
            return 0;
        }
        // A counted touchpoint goes on blocking after it has expired: what counts must not depend on when one asks.
        if (prepared.HasLimit)
        {
            _counted.Add(hit.Ticks);
        }
        if (prepared.IsExpired(at - hit.Ticks))
        {
            told?.AddExpired();
            return 0;
        }
        told?.AddCredited(hit.Touchpoint.Id);
        return prepared.PointsAt(at - hit.Ticks);
    }

    private bool IsOverLimit(long ticks) =>
        prepared.Criterion.Limit is { } limit
        && _counted.Count >= limit.Times
        && (limit.Times <= 0 || ticks - _counted[^limit.Times] < prepared.LimitWindow);

    private readonly record struct Hit(long Ticks, Touchpoint Touchpoint);
}
