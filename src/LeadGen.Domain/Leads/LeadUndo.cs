using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Leads;

/// <summary>What an action of sales changes about a lead, as it was before.</summary>
/// <param name="After">The stage that the action brought it to.</param>
public sealed record LeadBefore(Stage Stage, Stage After, Guid? OwnerId, DateTimeOffset? CountsAfter)
{
    public static LeadBefore Of(Lead lead) => new(lead.Stage, lead.Stage, lead.OwnerId, lead.CountsAfter);
}

public sealed partial class Lead
{
    /// <summary>A person lets a disqualified lead back in; what it did before counts no more towards qualifying.</summary>
    /// <exception cref="DomainException">It is not disqualified, or nobody and no reason is named.</exception>
    public StageMove Reopen(MoveContext context)
    {
        if (context.Cause != MoveCause.Person || string.IsNullOrWhiteSpace(context.Actor))
        {
            throw new DomainException("Only a person reopens a disqualified lead.");
        }

        if (string.IsNullOrWhiteSpace(context.Note) && string.IsNullOrWhiteSpace(context.Reason))
        {
            throw new DomainException("Say why the lead is reopened.");
        }

        return MoveTo(Stage.Lead, MoveTrigger.Reopened, context);
    }

    /// <summary>Is it still where the action left it? Else there is nothing to go back from.</summary>
    public bool CanReturnTo(LeadBefore before) => Stage == before.After;

    /// <summary>Back to where it was before an action: stage, owner, and from when on touchpoints count.</summary>
    /// <returns>The move back, which is kept like any other; null where the action had moved nothing.</returns>
    /// <exception cref="DomainException">It has moved since.</exception>
    public StageMove? ReturnTo(LeadBefore before, MoveContext context)
    {
        if (!CanReturnTo(before))
        {
            throw new DomainException($"The lead has moved to {Terms.Of(Stage)} since. Look at it again.");
        }

        var move = Stage == before.Stage ? null : MoveTo(before.Stage, MoveTrigger.Undone, context);
        CountsAfter = before.CountsAfter;
        Belongs(before.OwnerId, context.Now);
        return move;
    }
}
