using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Outcomes;

/// <summary>The moves that an outcome makes: one that is real and, before it, the stages that were skipped.</summary>
public static class OutcomeMoves
{
    private static readonly Stage[] Way = [Stage.Sql, Stage.Opportunity, Stage.Customer];

    /// <param name="reasonType">Type of the reason of a lost one, where it is one of the list.</param>
    public static IReadOnlyList<StageMove> Apply(
        Lead lead,
        OutcomeResult result,
        ReasonType? reasonType,
        MoveContext context
    )
    {
        var goal = result switch
        {
            OutcomeResult.Opportunity => Stage.Opportunity,
            OutcomeResult.Won => Stage.Customer,
            OutcomeResult.Lost => StageOfLost(reasonType),
        };
        if (lead.Stage == goal)
        {
            return [];
        }

        var skipped = Skipped(
            lead.Stage,
            result == OutcomeResult.Lost ? Stage.Opportunity : goal,
            result == OutcomeResult.Lost
        );
        return
        [
            .. skipped
                .Append(goal)
                // A microsecond apart, so that whoever sorts them by time reads them in the order in which they were made.
                .Select(
                    (stage, step) =>
                        lead.MoveTo(
                            stage,
                            MoveTrigger.Outcome,
                            context with
                            {
                                Now = context.Now.AddMicroseconds(step),
                            },
                            implied: stage != goal
                        )
                ),
        ];
    }

    /// <summary>A lost lead is recycled, unless the reason is one for which nobody shall call again.</summary>
    public static Stage StageOfLost(ReasonType? reasonType) =>
        reasonType is ReasonType.Disqualify or ReasonType.BadData ? Stage.Disqualified : Stage.Recycled;

    /// <summary>How an open hand-off ends by it.</summary>
    public static HandoffState EndOfHandoff(OutcomeResult result, ReasonType? reasonType) =>
        result switch
        {
            OutcomeResult.Opportunity or OutcomeResult.Won => HandoffState.Qualified,
            OutcomeResult.Lost => StageOfLost(reasonType) == Stage.Disqualified
                ? HandoffState.Disqualified
                : HandoffState.Recycled,
        };

    // From opportunity nothing was skipped; a customer who buys again goes straight to opportunity.
    private static IEnumerable<Stage> Skipped(Stage from, Stage goal, bool inclusive)
    {
        var first = Array.IndexOf(Way, from) + 1;
        var last = Array.IndexOf(Way, goal) + (inclusive ? 1 : 0);
        return from == Stage.Customer ? [] : Way.Skip(first).Take(Math.Max(0, last - first));
    }
}
