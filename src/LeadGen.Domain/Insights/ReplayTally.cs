using System.Text.Json.Serialization;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Insights;

/// <summary>Counts what a replay found, lead by lead, in memory that does not grow with their number.</summary>
public sealed class ReplayTally(LeadReplay replay, DateTimeOffset now)
{
    public const int Weeks = 26;

    private readonly ScoringModel _model = replay.Sheet.Model;
    private readonly ScoreScale _scale = ScoreScale.Around(replay.Sheet.Model.MqlThreshold);
    private readonly long[] _weeks = new long[Weeks];

    // Of each week, how many leads rose to or over a threshold for the first time: the sums from the left.
    private readonly long[][] _rises = [.. Enumerable.Range(0, Weeks).Select(_ => new long[ScoreScale.Count + 1])];
    private readonly BandCount[] _now = new BandCount[ScoreScale.Count + 1];
    private readonly BandCount[] _handedOver = new BandCount[ScoreScale.Count + 1];
    private readonly BandCount[] _greatest = new BandCount[ScoreScale.Count + 1];
    private readonly ScoreMap _map = new(replay.Sheet.Model);
    private readonly CriteriaTally _criteria = new(replay.Sheet);
    private long _leads;
    private long _mqls;
    private long _pqls;
    private long _qualifyNow;

    /// <summary>Counts the lead that the replay has just gone through, until now.</summary>
    public void Add(LeadHistory lead)
    {
        _leads++;
        var facts = FactsAt(lead, now);
        var score = lead.Verdict is { } verdict ? AddVerdict(lead, verdict, facts) : _criteria.Add(facts, now, null);
        var qualifying = replay.CountsAfter is { } after ? replay.Sheet.Score(facts, now, after) : score;
        _qualifyNow += qualifying.Qualifies(_model) ? 1 : 0;
        Count(ref _now[_scale.IndexOf(score.Total) + 1], lead.Verdict);
        _map.Add(score, lead.Verdict);
        AddMoves(replay.Moves);
        AddRises(replay.Rises);
    }

    /// <summary>What sales judged is judged by how it stood then; the score now is what is given back.</summary>
    private ScoreNumbers AddVerdict(LeadHistory lead, SalesVerdict verdict, LeadFacts facts)
    {
        var then = _criteria.Add(FactsAt(lead, verdict.HandedOver), verdict.HandedOver, verdict);
        Count(ref _handedOver[_scale.IndexOf(then.Total) + 1], verdict);
        Count(ref _greatest[GreatestBy(replay.Rises, verdict.HandedOver) + 1], verdict);
        return replay.Sheet.Score(facts, now);
    }

    public ReplayReport Report() =>
        new(
            _leads,
            _mqls,
            _pqls,
            _qualifyNow,
            _scale,
            [.. _weeks],
            [.. _rises.Select(Cumulated)],
            [.. _now],
            [.. _handedOver],
            [.. _greatest],
            _map.Cells(),
            _criteria.Report()
        );

    private void AddMoves(List<ReplayedMove> moves)
    {
        foreach (var move in moves)
        {
            _ = move.Kind == QualificationKind.Pql ? _pqls++ : _mqls++;
            if (move.Kind == QualificationKind.Mql && WeekOf(move.At) is { } week)
            {
                _weeks[week]++;
            }
        }
    }

    private void AddRises(List<ScoreRise> rises)
    {
        foreach (var rise in rises)
        {
            var (from, to) = (rise.From is { } before ? _scale.IndexOf(before) : -1, _scale.IndexOf(rise.To));
            if (to > from && WeekOf(rise.At) is { } week)
            {
                _rises[week][from + 1]++;
                _rises[week][to + 1]--;
            }
        }
    }

    private int GreatestBy(List<ScoreRise> rises, DateTimeOffset at)
    {
        var greatest = -1;
        foreach (var rise in rises)
        {
            if (rise.At <= at)
            {
                greatest = Math.Max(greatest, _scale.IndexOf(rise.To));
            }
        }
        return greatest;
    }

    /// <summary>0 is the week that ends now; null for what is longer ago than is looked at.</summary>
    private int? WeekOf(DateTimeOffset at)
    {
        var week = (int)((now - at).Ticks / (7 * TimeSpan.TicksPerDay));
        return week is >= 0 and < Weeks ? week : null;
    }

    private static LeadFacts FactsAt(LeadHistory lead, DateTimeOffset at)
    {
        var facts = LeadFacts.None;
        foreach (var step in lead.Facts)
        {
            if (step.At > at)
            {
                break;
            }
            facts = step.Facts;
        }
        return facts;
    }

    private static void Count(ref BandCount band, SalesVerdict? verdict) => band = band.With(verdict);

    private static long[] Cumulated(long[] differences)
    {
        var (counts, sum) = (new long[ScoreScale.Count], 0L);
        for (var index = 0; index < counts.Length; index++)
        {
            sum += differences[index];
            counts[index] = sum;
        }
        return counts;
    }
}

/// <summary>Leads of one band, by what sales said of them.</summary>
/// <param name="Sold">Of the good ones, those that became an opportunity or were won. None in replays from before this was counted.</param>
public readonly record struct BandCount(long Open, long Good, long Bad, long Sold = 0)
{
    [JsonIgnore]
    public long All => Open + Good + Bad;

    /// <summary>What sales wanted, of those it judged.</summary>
    [JsonIgnore]
    public Share Judged => new(Good, Good + Bad);

    /// <summary>What went further than sales' word, of what sales judged.</summary>
    [JsonIgnore]
    public Share Won => new(Sold, Good + Bad);

    public BandCount With(SalesVerdict? verdict) =>
        verdict switch
        {
            null => this with { Open = Open + 1 },
            { Good: true, Sold: var sold } => this with { Good = Good + 1, Sold = Sold + (sold ? 1 : 0) },
            { Good: false } => this with { Bad = Bad + 1 },
        };

    public static BandCount Sum(IEnumerable<BandCount> bands) =>
        bands.Aggregate(default(BandCount), (sum, band) => sum + band);

    public static BandCount operator +(BandCount one, BandCount other) =>
        new(one.Open + other.Open, one.Good + other.Good, one.Bad + other.Bad, one.Sold + other.Sold);
}
