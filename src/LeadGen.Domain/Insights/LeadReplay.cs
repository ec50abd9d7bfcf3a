using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Insights;

/// <summary>A move that the model would have made.</summary>
/// <param name="CountsAfter">Only touchpoints after it counted; null where all did.</param>
/// <param name="Rule">The product rule that held, where one made the move.</param>
public readonly record struct ReplayedMove(
    QualificationKind Kind,
    DateTimeOffset At,
    ScoreNumbers Score,
    DateTimeOffset? CountsAfter = null,
    ProductRule? Rule = null
);

/// <summary>The score of a lead rose to a new height while it could still become an MQL.</summary>
/// <param name="From">Its greatest score before, of those with both minimums reached; null where there was none.</param>
public readonly record struct ScoreRise(DateTimeOffset At, int? From, int To);

/// <summary>
/// Goes through one lead's history after the other as a model would have: which moves it would have made, and when. What people did,
/// and what leads asked for outright, is taken as it was.
/// </summary>
/// <param name="version">Where it is a published version: its own moves are not taken as given.</param>
public sealed class LeadReplay(ScoringModel model, ReplayOrder order, int? version = null)
{
    private readonly Scoresheet _sheet = new(model);
    private readonly List<Touchpoint> _productUse = [];
    private readonly ProductRule[] _rules = [.. model.InUse().Product];
    private readonly HashSet<string> _productKinds = [.. model.InUse().Product.SelectMany(rule => rule.Kinds)];
    private readonly ReplayedStage _stage = new();
    private int? _greatest;
    private LeadFacts _facts = LeadFacts.None;

    // Worked out where somebody asks, not at each change of a fact.
    private int? _fit;

    /// <summary>Are the rises of the score wanted too, from which other thresholds can be judged?</summary>
    public bool Sweeps { get; init; }

    /// <summary>What the model would have moved, of the lead that was gone through last.</summary>
    public List<ReplayedMove> Moves { get; } = [];

    /// <summary>See <see cref="Sweeps"/>.</summary>
    public List<ScoreRise> Rises { get; } = [];

    /// <summary>The lead that was gone through last, for more questions.</summary>
    public Scoresheet Sheet => _sheet;

    /// <summary>After what touchpoints count towards qualifying at the end.</summary>
    public DateTimeOffset? CountsAfter => _stage.CountsAfter;

    private int Fit => _fit ??= _sheet.Fit(_facts);

    /// <param name="from">Before it the model moves nothing.</param>
    /// <param name="until">Later things are not looked at; from here on the model moves nothing.</param>
    public void Walk(LeadHistory lead, DateTimeOffset from, DateTimeOffset until)
    {
        Begin();
        var (touchpoint, fact, move) = (0, 0, NextGiven(lead.Moves, 0));
        while (NextInstant(lead, touchpoint, fact, move) is { } at && at < until)
        {
            var news = new News();
            for (; fact < lead.Facts.Count && lead.Facts[fact].At <= at; fact++)
            {
                (_facts, _fit) = (lead.Facts[fact].Facts, null);
                news.Moves |= order == ReplayOrder.AsHappened && lead.Facts[fact].Own;
            }
            for (; touchpoint < lead.Touchpoints.Count && Instant(lead.Touchpoints[touchpoint]) <= at; touchpoint++)
            {
                Add(lead.Touchpoints[touchpoint], ref news);
            }
            if (at >= from && news.Moves)
            {
                Look(at, news);
            }
            for (; move < lead.Moves.Count && lead.Moves[move].At <= at; move = NextGiven(lead.Moves, move + 1))
            {
                Take(lead.Moves[move]);
            }
            if (at >= from && _sheet.HasFadingLosses)
            {
                WaitForTime(at, NextInstant(lead, touchpoint, fact, move) is { } next && next < until ? next : until);
            }
        }
    }

    private void Begin()
    {
        _sheet.Begin();
        _productUse.Clear();
        _stage.Begin();
        Moves.Clear();
        Rises.Clear();
        (_greatest, _facts, _fit) = (null, LeadFacts.None, null);
    }

    private DateTimeOffset Instant(Touchpoint touchpoint) =>
        order switch
        {
            ReplayOrder.AsHappened => touchpoint.OccurredAt,
            ReplayOrder.AsRecorded => touchpoint.RecordedAt,
        };

    private DateTimeOffset? NextInstant(LeadHistory lead, int touchpoint, int fact, int move)
    {
        DateTimeOffset? next = null;
        Consider(touchpoint < lead.Touchpoints.Count ? Instant(lead.Touchpoints[touchpoint]) : null);
        Consider(fact < lead.Facts.Count ? lead.Facts[fact].At : null);
        Consider(move < lead.Moves.Count ? lead.Moves[move].At : null);
        return next;

        void Consider(DateTimeOffset? at)
        {
            if (at is not null && !(at >= next))
            {
                next = at;
            }
        }
    }

    private void Add(Touchpoint touchpoint, ref News news)
    {
        _sheet.Add(touchpoint);
        if (_productKinds.Contains(touchpoint.Kind))
        {
            _productUse.Add(touchpoint);
        }
        var moves =
            !touchpoint.Machine
            && order switch
            {
                ReplayOrder.AsHappened => true,
                // What an import brings, and what is told long after it happened, floods nobody.
                ReplayOrder.AsRecorded => touchpoint.IsFresh && touchpoint.Channel != Channel.Import,
            };
        if (!moves)
        {
            return;
        }
        (news.Moves, news.Touched) = (true, true);
        if (
            Qualification.Asked(touchpoint) is { } asked
            && !(asked < news.Asked)
            && !(touchpoint.OccurredAt <= _stage.CountsAfter)
        )
        {
            news.Asked = asked;
        }
    }

    /// <summary>The strongest that holds is entered, as <see cref="Qualification.Evaluate"/> has it.</summary>
    private void Look(DateTimeOffset at, News news)
    {
        if (news.Asked is { } asked && _stage.MayEnter(asked))
        {
            _stage.Enter(asked);
            return;
        }
        if (
            news.Touched
            && _productUse.Count > 0
            && _stage.MayEnter(QualificationKind.Pql)
            && RuleThatHolds(at) is { } rule
        )
        {
            Move(QualificationKind.Pql, at, new ScoreNumbers(Fit, _sheet.Engagement(at, _stage.CountsAfter)), rule);
        }
        else if (_stage.MayEnter(QualificationKind.Mql) || Sweeps && _stage.EnteredMqlByScore)
        {
            LookAtScore(at);
        }
    }

    private void LookAtScore(DateTimeOffset at)
    {
        if (_sheet.MostEngagement < model.MinEngagement)
        {
            return;
        }
        var most = Fit + Math.Min(_sheet.MostEngagement, model.MaxEngagement ?? int.MaxValue);
        var matters = Sweeps ? !(most <= _greatest) : most >= model.MqlThreshold;
        if (!matters || Fit < model.MinFit)
        {
            return;
        }
        var score = new ScoreNumbers(Fit, _sheet.Engagement(at, _stage.CountsAfter));
        if (score.Engagement < model.MinEngagement)
        {
            return;
        }
        if (Sweeps && !(score.Total <= _greatest))
        {
            Rises.Add(new ScoreRise(at, _greatest, score.Total));
            _greatest = score.Total;
        }
        if (score.Qualifies(model) && _stage.MayEnter(QualificationKind.Mql))
        {
            Move(QualificationKind.Mql, at, score);
        }
    }

    private void Move(QualificationKind kind, DateTimeOffset at, ScoreNumbers score, ProductRule? rule = null)
    {
        Moves.Add(new ReplayedMove(kind, at, score, _stage.CountsAfter, rule));
        _stage.Enter(kind);
    }

    private ProductRule? RuleThatHolds(DateTimeOffset at)
    {
        foreach (var rule in _rules)
        {
            if (rule.Holds(_productUse, at, _stage.CountsAfter))
            {
                return rule;
            }
        }
        return null;
    }

    /// <summary>A crossing that time alone causes takes place at its own instant.</summary>
    private void WaitForTime(DateTimeOffset at, DateTimeOffset next)
    {
        if (
            !(_sheet.MostEngagement < model.MinEngagement)
            && _stage.MayEnter(QualificationKind.Mql)
            && Crossings.Rises(_sheet, Fit, at, _stage.CountsAfter) is { } rises
            && rises < next
        )
        {
            LookAtScore(rises);
        }
    }

    /// <summary>The model's own moves are what is asked for, and not given.</summary>
    private int NextGiven(List<StageMove> moves, int index)
    {
        while (index < moves.Count && IsOwn(moves[index]))
        {
            index++;
        }
        return index;
    }

    /// <summary>Did the replayed version make this move by itself?</summary>
    public bool IsOwn(StageMove move) =>
        move.Trigger is MoveTrigger.Score or MoveTrigger.ProductEvents
        && (version is null || (move.ModelVersion == version && move.Cause != MoveCause.Released));

    private void Take(StageMove move)
    {
        var after = _stage.CountsAfter;
        _stage.Take(move);
        if (_stage.CountsAfter != after)
        {
            _greatest = null;
        }
    }

    private struct News
    {
        public bool Moves;
        public bool Touched;
        public QualificationKind? Asked;
    }
}
