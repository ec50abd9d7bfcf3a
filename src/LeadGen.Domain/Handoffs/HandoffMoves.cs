using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Handoffs;

/// <summary>What the verbs of sales do to the lead.</summary>
public static class HandoffMoves
{
    /// <summary>
    /// After the hand-off did the verb: the lead's owner and stage follow, and the hand-off remembers them for
    /// <see cref="Handoff.Undo"/>.
    /// </summary>
    /// <param name="context">Of the move; its <c>HandoffId</c> is set here.</param>
    /// <returns>The move, to be kept; null where there is none: a lead that is an opportunity or a customer stays one.</returns>
    public static StageMove? Apply(HandoffVerb verb, Handoff handoff, Lead lead, MoveContext context)
    {
        var before = LeadBefore.Of(lead);
        if (verb == HandoffVerb.Accept)
        {
            lead.Belongs(handoff.OwnerId ?? lead.OwnerId, context.Now);
        }

        var move =
            MoveOf(verb) is { } to && StageRules.Allows(lead.Stage, to.Stage, to.Trigger)
                ? lead.MoveTo(to.Stage, to.Trigger, context with { HandoffId = handoff.Id })
                : null;
        handoff.Remember(before with { After = lead.Stage });
        return move;
    }

    private static (Stage Stage, MoveTrigger Trigger)? MoveOf(HandoffVerb verb) =>
        verb switch
        {
            HandoffVerb.Accept or HandoffVerb.Start => null,
            HandoffVerb.Qualify => (Stage.Sql, MoveTrigger.Confirmed),
            HandoffVerb.Recycle => (Stage.Recycled, MoveTrigger.Recycled),
            HandoffVerb.Reject => (Stage.Lead, MoveTrigger.Rejected),
            HandoffVerb.Disqualify => (Stage.Disqualified, MoveTrigger.Disqualified),
        };
}
