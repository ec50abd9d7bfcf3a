using System.Text.Json.Serialization;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Insights;

/// <summary>How one criterion fared: on how many leads it counts, how many verdicts of the model hang on it, and what sales said of those.</summary>
/// <param name="Fires">Leads on which it gives or takes points, or would if it had any.</param>
/// <param name="Decides">Leads that qualify only because of it, or only because of it do not.</param>
/// <param name="Twin">Key of another criterion that counts on nearly the same leads.</param>
public sealed record CriterionReport(
    string Key,
    string Label,
    ScoreDimension Dimension,
    int Points,
    BandCount Fires,
    BandCount Decides,
    string? Twin
)
{
    /// <summary>It changes no verdict although it counts on leads enough to tell: the model would be as good without it.</summary>
    [JsonIgnore]
    public bool IsDeadWeight => Decides.All == 0 && Fires.All >= Share.Enough;

    /// <summary>How much better than all its leads fared; null where there are too few verdicts on either.</summary>
    /// <param name="all">All judged leads.</param>
    public double? LiftOver(Share all) =>
        Fires.Judged.IsEnough && all.IsEnough && all.Hits > 0 ? Fires.Judged.Rate / all.Rate : null;

    /// <summary>Of all that sales refused, those that this criterion alone brought there. Null where it takes points away.</summary>
    public Share? PushedOver(Share all) => Points > 0 ? new Share(Decides.Bad, all.Of - all.Hits) : null;

    /// <summary>
    /// The criteria by how well sales' verdicts bear them out, the best first: those that give points by their lift, those that take
    /// away by how much worse than all their leads fared. What has too few verdicts comes last, the one that decides most first.
    /// </summary>
    public static IReadOnlyList<CriterionReport> Ranked(IEnumerable<CriterionReport> criteria, Share all) =>
        [
            .. criteria
                .OrderByDescending(one => one.LiftOver(all) is not null)
                .ThenByDescending(one =>
                    one.LiftOver(all) is not { } lift ? 0
                    : one.Points >= 0 ? lift
                    : 1 / Math.Max(lift, double.Epsilon)
                )
                .ThenByDescending(one => one.Decides.All)
                .ThenByDescending(one => one.Fires.All),
        ];
}

/// <summary>Counts, lead by lead, what each criterion gives.</summary>
internal sealed class CriteriaTally
{
    /// <summary>Two criteria that count on at least so large a part of the leads on which one of them does count twice.</summary>
    private const double Alike = 0.9;
    private const long AlikeFrom = 20;

    // Pairs are counted for so many criteria at most.
    private const int PairedMax = 120;

    private readonly Scoresheet _sheet;
    private readonly ScoringModel _model;
    private readonly bool[] _fit;
    private readonly int[] _engagement;
    private readonly BandCount[] _fires;
    private readonly BandCount[] _decides;
    private readonly long[,] _both;
    private readonly List<int> _fired = [];

    public CriteriaTally(Scoresheet sheet)
    {
        (_sheet, _model) = (sheet, sheet.Model);
        (_fit, _engagement) = (new bool[sheet.FitCriteria.Count], new int[sheet.EngagementCriteria.Count]);
        var count = _fit.Length + _engagement.Length;
        (_fires, _decides) = (new BandCount[count], new BandCount[count]);
        _both = new long[Math.Min(count, PairedMax), Math.Min(count, PairedMax)];
    }

    /// <returns>The score of the lead on the sheet at that instant.</returns>
    public ScoreNumbers Add(LeadFacts facts, DateTimeOffset at, SalesVerdict? verdict)
    {
        var engagementSum = _sheet.UnlimitedEngagement(at.UtcTicks, long.MinValue, _engagement);
        var score = new ScoreNumbers(
            _sheet.Fit(facts, _fit),
            Math.Min(engagementSum, _model.MaxEngagement ?? engagementSum)
        );
        var qualifies = score.Qualifies(_model);
        var fitSum = 0;
        _fired.Clear();
        for (var index = 0; index < _fit.Length; index++)
        {
            if (_fit[index])
            {
                fitSum += _sheet.FitCriteria[index].Points;
                _fired.Add(index);
            }
        }
        for (var index = 0; index < _engagement.Length; index++)
        {
            if (_engagement[index] != 0)
            {
                _fired.Add(_fit.Length + index);
            }
        }
        foreach (var index in _fired)
        {
            _fires[index] = _fires[index].With(verdict);
            if (Without(index, facts, fitSum, engagementSum).Qualifies(_model) != qualifies)
            {
                _decides[index] = _decides[index].With(verdict);
            }
        }
        CountPairs();
        return score;
    }

    public IReadOnlyList<CriterionReport> Report() =>
        [
            .. _sheet.FitCriteria.Select(
                (one, index) => Report(index, one.Key, one.Label, ScoreDimension.Fit, one.Points)
            ),
            .. _sheet.EngagementCriteria.Select(
                (one, index) => Report(_fit.Length + index, one.Key, one.Label, ScoreDimension.Engagement, one.Points)
            ),
        ];

    private CriterionReport Report(int index, string key, string label, ScoreDimension dimension, int points) =>
        new(
            key,
            label,
            dimension,
            points,
            _fires[index],
            _decides[index],
            TwinOf(index) is { } twin ? KeyOf(twin) : null
        );

    /// <summary>The score if the criterion were not there; the next of its group takes its place.</summary>
    private ScoreNumbers Without(int index, LeadFacts facts, int fitSum, int engagementSum)
    {
        if (index >= _fit.Length)
        {
            engagementSum -= _engagement[index - _fit.Length];
        }
        else
        {
            fitSum += NextOfGroup(index, facts) - _sheet.FitCriteria[index].Points;
        }
        return new ScoreNumbers(
            Math.Min(fitSum, _model.MaxFit ?? fitSum),
            Math.Min(engagementSum, _model.MaxEngagement ?? engagementSum)
        );
    }

    private int NextOfGroup(int index, LeadFacts facts)
    {
        var group = _sheet.FitCriteria[index].Group;
        for (var next = index + 1; group is not null && next < _fit.Length; next++)
        {
            if (_sheet.FitCriteria[next].Group == group && PreparedModel.Of(_model).Fit[next].Matches(facts))
            {
                return _sheet.FitCriteria[next].Points;
            }
        }
        return 0;
    }

    private void CountPairs()
    {
        for (var first = 0; first < _fired.Count && _fired[first] < PairedMax; first++)
        {
            for (var second = first + 1; second < _fired.Count && _fired[second] < PairedMax; second++)
            {
                _both[_fired[first], _fired[second]]++;
            }
        }
    }

    private int? TwinOf(int index)
    {
        for (var other = 0; other < Math.Min(_fires.Length, PairedMax); other++)
        {
            var both = index == other || index >= PairedMax ? 0 : _both[Math.Min(index, other), Math.Max(index, other)];
            var either = _fires[index].All + _fires[other].All - both;
            if (both >= AlikeFrom && both >= Alike * either)
            {
                return other;
            }
        }
        return null;
    }

    private string KeyOf(int index) =>
        index < _fit.Length ? _sheet.FitCriteria[index].Key : _sheet.EngagementCriteria[index - _fit.Length].Key;
}
