using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Insights;

/// <summary>Where a lead would stand, of a replay: its stage, the hand-off that would be open, and since when touchpoints count.</summary>
internal sealed class ReplayedStage
{
    private Stage _stage;
    private QualificationKind? _open;
    private (Stage Stage, QualificationKind? Open, DateTimeOffset? CountsAfter)? _before;

    /// <summary>Only touchpoints after this count towards qualifying.</summary>
    public DateTimeOffset? CountsAfter { get; private set; }

    /// <summary>It stands where a score brought it, and where a greater one finds it.</summary>
    public bool EnteredMqlByScore => _stage == Stage.Mql && _open == QualificationKind.Mql;

    public void Begin() => (_stage, _open, _before, CountsAfter) = (Stage.Lead, null, null, null);

    public bool MayEnter(QualificationKind kind) =>
        !(kind <= _open)
        && (
            StageRules.Allows(_stage, StageRules.StageOf(kind), StageRules.TriggerOf(kind))
            || StageRules.OpensInPlace(_stage, kind)
        );

    public void Enter(QualificationKind kind)
    {
        if (StageRules.Allows(_stage, StageRules.StageOf(kind), StageRules.TriggerOf(kind)))
        {
            _stage = StageRules.StageOf(kind);
        }
        _open = kind;
    }

    /// <summary>Follows what really was, wherever the replay had brought the lead.</summary>
    public void Take(StageMove move)
    {
        if (move.Trigger == MoveTrigger.Undone && _before is { } before)
        {
            (_stage, _open, CountsAfter) = (move.To, before.Open ?? KindOf(move.To), before.CountsAfter);
            _before = null;
            return;
        }
        _before = (_stage, _open, CountsAfter);
        _stage = move.To;
        _open = move.Trigger switch
        {
            MoveTrigger.Score
            or MoveTrigger.ProductEvents
            or MoveTrigger.Conversation
            or MoveTrigger.ServiceRequest
            or MoveTrigger.HandRaise
            or MoveTrigger.Undone => KindOf(move.To),
            MoveTrigger.Confirmed
            or MoveTrigger.Rejected
            or MoveTrigger.Recycled
            or MoveTrigger.Disqualified
            or MoveTrigger.Reopened
            or MoveTrigger.Outcome => null,
        };
        if (move.To is Stage.Recycled or Stage.Disqualified || move.Trigger == MoveTrigger.Rejected)
        {
            CountsAfter = move.At;
        }
    }

    private static QualificationKind? KindOf(Stage stage) =>
        stage switch
        {
            Stage.Mql => QualificationKind.Mql,
            Stage.Pql => QualificationKind.Pql,
            Stage.Cql => QualificationKind.Cql,
            Stage.ServiceQualified => QualificationKind.ServiceQualified,
            Stage.Sql => QualificationKind.Sql,
            Stage.Lead or Stage.Opportunity or Stage.Customer or Stage.Recycled or Stage.Disqualified => null,
        };
}
