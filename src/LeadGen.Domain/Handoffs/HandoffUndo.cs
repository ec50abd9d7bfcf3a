using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Handoffs;

public sealed partial class Handoff
{
    /// <summary>How long the one who acted can take it back.</summary>
    public static readonly TimeSpan UndoWithin = TimeSpan.FromSeconds(10);

    /// <summary>What <see cref="Undo"/> goes back to; null where there is nothing to undo.</summary>
    public HandoffBefore? Before { get; private set; }

    public bool CanUndo(string actor, DateTimeOffset now) => ObstacleToUndo(actor, now) is null;

    /// <summary>
    /// Takes the last accept, start, qualify, recycle, reject or disqualify back: the state before it, with a new version. Breaches that
    /// were recorded stay. What it changed about the lead goes back too, if <see cref="HandoffMoves.Apply"/> had made it. That the lead has
    /// no other open hand-off by now, the caller knows.
    /// </summary>
    /// <param name="context">Of the move back; its <c>HandoffId</c> is set here.</param>
    /// <returns>The lead's move back, to be kept; null where the action had not moved it.</returns>
    /// <exception cref="DomainException">It is too late, another did it, or something has happened since. Nothing is changed then.</exception>
    public StageMove? Undo(Lead lead, string actor, MoveContext context)
    {
        if (ObstacleToUndo(actor, context.Now) is { } obstacle)
        {
            throw new DomainException(obstacle);
        }

        var before = Before!;
        var move = before.Lead is null ? null : lead.ReturnTo(before.Lead, context with { HandoffId = Id });
        (State, OwnerId, ClosedAt) = (before.State, before.OwnerId, null);
        (AcceptedAt, StartDue, StartedAt) = (before.AcceptedAt, before.StartDue, before.StartedAt);
        (Reason, Note, Until, Checklist) = (before.Reason, before.Note, before.Until, before.Checklist);
        // Of one that nobody has again it is worth knowing who put it back.
        (LastActor, LastActionAt) =
            State == HandoffState.Open ? (actor, context.Now) : (before.LastActor, before.LastActionAt);
        Before = null;
        Version++;
        return move;
    }

    /// <summary>Keeps what an action is about to change of the lead, so that it can be taken back.</summary>
    internal void Remember(LeadBefore lead) => Before = Before is null ? null : Before with { Lead = lead };

    private string? ObstacleToUndo(string actor, DateTimeOffset now) =>
        Before is not { } before ? "There is nothing to undo: the hand-off has moved on since."
        : before.Actor != actor ? $"Only {before.Actor} can undo this."
        : now - before.At > UndoWithin ? "It is too late to undo: you have 10 seconds. Ask a manager to reassign it."
        : null;

    // Before every verb of a person.
    private void Remember(HandoffVerb verb, string actor, DateTimeOffset now)
    {
        RecordLateness(now);
        Before = new(
            verb,
            actor,
            now,
            State,
            OwnerId,
            AcceptedAt,
            StartDue,
            StartedAt,
            LastActor,
            LastActionAt,
            Reason,
            Note,
            Until,
            Checklist
        );
    }

    // Before what the system does.
    private void Forget(DateTimeOffset now)
    {
        RecordLateness(now);
        Before = null;
    }
}
