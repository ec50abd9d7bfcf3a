using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Tests.Insights;

/// <summary>A lead with what it did and what sales did with it, to be lived through.</summary>
internal sealed record LivedLead(
    ScoringModel Model,
    LeadFacts Facts,
    Touchpoint[] Touchpoints,
    IReadOnlyList<HandoffVerb?> Deeds
)
{
    /// <param name="ByModel">The moves that the model made.</param>
    public sealed record Life(LeadHistory History, IReadOnlyList<(QualificationKind, DateTimeOffset)> ByModel);

    public Life Live(int version, DateTimeOffset until)
    {
        var told = Touchpoints
            .OrderBy(one => one.RecordedAt)
            .ThenBy(one => one.OccurredAt)
            .ThenBy(one => one.Id)
            .ToList();
        var state = new State(this, version);
        for (var index = 0; index < told.Count; )
        {
            var at = told[index].RecordedAt;
            state.WaitUntil(at);
            // What is told at one instant is looked at together.
            var news = told.Skip(index).TakeWhile(one => one.RecordedAt == at).ToList();
            state.Tell(news, at);
            state.Do(Deeds[index], at.AddHours(1));
            index += news.Count;
        }
        state.WaitUntil(until);
        var history = new LeadHistory();
        history.Facts.Add(new FactStep(DateTimeOffset.MinValue, Facts, Own: false));
        history.Touchpoints.AddRange(told);
        history.Moves.AddRange(state.Moves);
        return new Life(
            history,
            [
                .. state
                    .Moves.Where(move => move.Trigger is MoveTrigger.Score or MoveTrigger.ProductEvents)
                    .Select(move => (move.To == Stage.Pql ? QualificationKind.Pql : QualificationKind.Mql, move.At)),
            ]
        );
    }

    private sealed class State(LivedLead life, int version)
    {
        private readonly Lead _lead = Lead.Capture(
            Guid.AllBitsSet,
            EmailAddress.Parse("ada@example.com"),
            Channel.Form,
            accountId: null,
            DateTimeOffset.UnixEpoch
        );
        private readonly List<Touchpoint> _known = [];
        private Handoff? _open;
        private DateTimeOffset? _risesAt;

        public List<StageMove> Moves { get; } = [];

        public void WaitUntil(DateTimeOffset at)
        {
            if (_risesAt < at)
            {
                Look([new Signal(MoveCause.Time, Moves: true)], _risesAt.Value);
            }
        }

        public void Tell(List<Touchpoint> news, DateTimeOffset at)
        {
            _known.AddRange(news);
            Look([.. news.Select(one => new Signal(MoveCause.Touchpoint, Moves: true, one.Id))], at);
        }

        public void Do(HandoffVerb? verb, DateTimeOffset at)
        {
            if (_open is null || verb is not { } deed)
            {
                return;
            }
            WaitUntil(at);
            var context = new MoveContext(at, MoveCause.Person, "rep@example.com");
            if (StageRules.Allows(_lead.Stage, Goal(deed), Trigger(deed)))
            {
                Moves.Add(_lead.MoveTo(Goal(deed), Trigger(deed), context));
                _open = null;
                // As the app does after each deed.
                Look([new Signal(MoveCause.Person, Moves: false)], at);
            }
        }

        private void Look(Signal[] signals, DateTimeOffset at)
        {
            var verdict = Qualification.Evaluate(
                new Evaluation(_lead, life.Facts, _known, life.Model, version, _open, signals, ServiceLevel.Default, at)
            );
            _risesAt = verdict.RisesAt;
            _open = verdict.Opened ?? _open;
            if (verdict.Move is { } move)
            {
                Moves.Add(move);
            }
        }

        private static Stage Goal(HandoffVerb verb) =>
            verb switch
            {
                HandoffVerb.Qualify => Stage.Sql,
                HandoffVerb.Recycle => Stage.Recycled,
                HandoffVerb.Reject => Stage.Lead,
                HandoffVerb.Disqualify => Stage.Disqualified,
                HandoffVerb.Accept or HandoffVerb.Start => throw new ArgumentOutOfRangeException(nameof(verb)),
            };

        private static MoveTrigger Trigger(HandoffVerb verb) =>
            verb switch
            {
                HandoffVerb.Qualify => MoveTrigger.Confirmed,
                HandoffVerb.Recycle => MoveTrigger.Recycled,
                HandoffVerb.Reject => MoveTrigger.Rejected,
                HandoffVerb.Disqualify => MoveTrigger.Disqualified,
                HandoffVerb.Accept or HandoffVerb.Start => throw new ArgumentOutOfRangeException(nameof(verb)),
            };
    }
}
