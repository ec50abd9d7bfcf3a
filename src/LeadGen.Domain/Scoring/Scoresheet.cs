using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>
/// Scores one lead after the other by one model: its touchpoints stand under the criteria that they count for, so that the score of
/// any instant costs microseconds and no memory. One lead, a batch, a replay and a rebuild all use it. Not for two threads at once.
/// </summary>
public sealed class Scoresheet
{
    private readonly PreparedModel _prepared;
    private readonly Credits[] _credits;
    private readonly List<Touchpoint> _adjustments = [];
    private readonly bool[] _groupTaken;

    public Scoresheet(ScoringModel model)
    {
        Model = model;
        _prepared = PreparedModel.Of(model);
        _credits = [.. _prepared.Engagement.Select(criterion => new Credits(criterion))];
        FitCriteria = [.. _prepared.Fit.Select(one => one.Criterion)];
        EngagementCriteria = [.. _prepared.Engagement.Select(one => one.Criterion)];
        _groupTaken = new bool[_prepared.GroupCount];
    }

    public ScoringModel Model { get; }

    /// <summary>The model's criteria that are switched on, in its order.</summary>
    public IReadOnlyList<FitCriterion> FitCriteria { get; }

    /// <summary>The model's criteria that are switched on, in its order.</summary>
    public IReadOnlyList<EngagementCriterion> EngagementCriteria { get; }

    /// <summary>No engagement at any instant is more than this, of what was added so far.</summary>
    public int MostEngagement { get; private set; }

    /// <summary>Does anything that took points away give some back with time?</summary>
    public bool HasFadingLosses
    {
        get
        {
            foreach (var credits in _credits)
            {
                if (credits.Any && credits.Prepared.Fades && credits.Prepared.Criterion.Points < 0)
                {
                    return true;
                }
            }
            return false;
        }
    }

    internal ReadOnlySpan<Credits> Credits => _credits;

    /// <summary>A sheet with one lead on it: of these touchpoints, in any order, those that happened by then.</summary>
    public static Scoresheet Of(ScoringModel model, IEnumerable<Touchpoint> touchpoints, DateTimeOffset at)
    {
        var sheet = new Scoresheet(model);
        sheet.Put(TouchpointHistory.InOrder(touchpoints, at, after: null));
        return sheet;
    }

    /// <summary>Puts another lead in the place of the one before.</summary>
    /// <param name="touchpoints">Of those at one instant the ones with the lower id come first; otherwise they come in any order.</param>
    public void Put(List<Touchpoint> touchpoints)
    {
        Begin();
        foreach (var touchpoint in touchpoints)
        {
            Add(touchpoint);
        }
    }

    /// <summary>Forgets the lead before.</summary>
    public void Begin()
    {
        foreach (var credits in _credits)
        {
            credits.Clear();
        }
        _adjustments.Clear();
        MostEngagement = 0;
    }

    /// <summary>Of touchpoints at one instant those with the lower id come first; otherwise they come in any order.</summary>
    public void Add(Touchpoint touchpoint)
    {
        if (_prepared.EngagementByKind.TryGetValue(touchpoint.Kind, out var candidates))
        {
            foreach (var index in candidates)
            {
                if (_prepared.Engagement[index].Matches(touchpoint))
                {
                    _credits[index].Add(touchpoint);
                    MostEngagement += Math.Max(0, _prepared.Engagement[index].Criterion.Points);
                }
            }
        }
        else if (touchpoint is { Kind: TouchpointKinds.Adjustment, Machine: false })
        {
            _adjustments.Add(touchpoint);
            MostEngagement += Math.Max(0, Adjustments.PointsOf(touchpoint) ?? 0);
        }
    }

    /// <summary>Fit as the facts have it.</summary>
    /// <param name="counting">Takes which criteria count, in the order of <see cref="FitCriteria"/>; empty where nobody asks.</param>
    public int Fit(LeadFacts facts, Span<bool> counting = default)
    {
        Array.Clear(_groupTaken);
        var sum = 0;
        for (var index = 0; index < _prepared.Fit.Length; index++)
        {
            var fit = _prepared.Fit[index];
            var counts = (fit.Group is not { } group || !_groupTaken[group]) && fit.Matches(facts);
            if (counts)
            {
                sum += fit.Criterion.Points;
                if (fit.Group is { } taken)
                {
                    _groupTaken[taken] = true;
                }
            }
            if (!counting.IsEmpty)
            {
                counting[index] = counts;
            }
        }
        return Math.Min(sum, Model.MaxFit ?? sum);
    }

    /// <summary>Engagement as of an instant: touchpoints after it, and those at or before <paramref name="after"/>, do not count.</summary>
    /// <param name="points">Takes what each criterion gives, in the order of <see cref="EngagementCriteria"/>; empty where nobody asks.</param>
    public int Engagement(DateTimeOffset at, DateTimeOffset? after = null, Span<int> points = default)
    {
        var sum = UnlimitedEngagement(at.UtcTicks, after?.UtcTicks ?? long.MinValue, points);
        return Math.Min(sum, Model.MaxEngagement ?? sum);
    }

    public ScoreNumbers Score(LeadFacts facts, DateTimeOffset at, DateTimeOffset? after = null) =>
        new(Fit(facts), Engagement(at, after));

    /// <summary>The sum before the model's limit takes from it.</summary>
    internal int UnlimitedEngagement(long at, long after, Span<int> points = default)
    {
        var sum = 0;
        for (var index = 0; index < _credits.Length; index++)
        {
            var given = _credits[index].Any ? _credits[index].PointsAt(at, after) : 0;
            sum += given;
            if (!points.IsEmpty)
            {
                points[index] = given;
            }
        }
        return sum + (_adjustments.Count > 0 ? Adjustments.Sum(_adjustments, at, after) : 0);
    }

    internal Contribution? Adjusted(long at, long after) =>
        _adjustments.Count > 0 ? Adjustments.Explain(_adjustments, at, after) : null;
}
