namespace LeadGen.Domain.Scoring;

/// <summary>How the score of one lead goes on from an instant if nothing more happens. Not for two threads at once.</summary>
public sealed class Outlook
{
    /// <summary>How far the curves look ahead.</summary>
    public const int Days = 90;

    // Crossings stops after so much work, perhaps before it is there; then it goes on from where it stopped.
    private const int SearchesMax = 10;

    private readonly Scoresheet _sheet;
    private readonly LeadFacts _facts;
    private readonly DateTimeOffset _at;
    private readonly DateTimeOffset? _after;

    /// <param name="sheet">With the lead on it; it must stay there.</param>
    /// <param name="after">As with <see cref="Scorer.Score"/>: what happened by then does not count towards qualifying.</param>
    public Outlook(Scoresheet sheet, LeadFacts facts, DateTimeOffset at, DateTimeOffset? after = null)
    {
        (_sheet, _facts, _at, _after) = (sheet, facts, at, after);
        var fit = _sheet.Fit(facts);
        FallsAt = First(from => Crossings.Falls(_sheet, fit, from, after), qualifies: false);
        RisesAt = First(from => Crossings.Rises(_sheet, fit, from, after), qualifies: true);
    }

    /// <summary>When it no longer qualifies, to the microsecond; null where it does not qualify, or stays.</summary>
    public DateTimeOffset? FallsAt { get; }

    /// <summary>When it qualifies by time alone, to the microsecond; null where it qualifies already, or never will so.</summary>
    public DateTimeOffset? RisesAt { get; }

    /// <summary>What counts towards qualifying, at an instant that is not before the outlook's.</summary>
    public ScoreNumbers QualifyingAt(DateTimeOffset at) => _sheet.Score(_facts, at, _after);

    /// <summary>What counts towards qualifying, of each day from 0 to <see cref="Days"/>.</summary>
    public IReadOnlyList<int> Qualifying() => [.. Instants().Select(at => QualifyingAt(at).Total)];

    /// <summary>What each engagement criterion that fades gives, by key, of each day from 0 to <see cref="Days"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Fading()
    {
        var curves = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        foreach (var credits in _sheet.Credits)
        {
            if (credits.Any && credits.Prepared.Fades)
            {
                curves[credits.Prepared.Criterion.Key] =
                [
                    .. Instants().Select(at => credits.PointsAt(at.UtcTicks, long.MinValue)),
                ];
            }
        }
        return curves;
    }

    /// <summary>What one touchpoint that counts is worth at an age, before all are summed, clamped and rounded.</summary>
    public static double Worth(EngagementCriterion criterion, TimeSpan age)
    {
        var prepared = new PreparedEngagement(criterion);
        return prepared.IsExpired(age.Ticks) ? 0 : prepared.PointsAt(age.Ticks);
    }

    private IEnumerable<DateTimeOffset> Instants() => Enumerable.Range(0, Days + 1).Select(day => _at.AddDays(day));

    private DateTimeOffset? First(Func<DateTimeOffset, DateTimeOffset?> find, bool qualifies)
    {
        var from = _at;
        for (var search = 0; search < SearchesMax; search++)
        {
            if (find(from) is not { } found)
            {
                return null;
            }
            if (QualifyingAt(found).Qualifies(_sheet.Model) == qualifies)
            {
                return found;
            }
            from = found;
        }
        return null;
    }
}
