using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Handoffs;

/// <summary>A qualified lead offered to sales: an episode with its two promises and the evidence it was opened with.</summary>
public sealed partial class Handoff
{
    public const int NoteMaxLength = 4000;

    private Handoff() { }

    public Guid Id { get; private init; }
    public Guid LeadId { get; private set; }
    public QualificationKind Kind { get; private init; }
    public HandoffState State { get; private set; }
    public Guid? OwnerId { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset AcceptDue { get; private set; }
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>Known once it is accepted.</summary>
    public DateTimeOffset? StartDue { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Who accepted, started or closed it last: for the one who lost the race.</summary>
    public string? LastActor { get; private set; }
    public DateTimeOffset? LastActionAt { get; private set; }

    /// <summary>Key of the reason for which it was recycled, rejected or disqualified.</summary>
    public string? Reason { get; private set; }
    public string? Note { get; private set; }

    /// <summary>A recycled lead is to be looked at again from here on.</summary>
    public DateTimeOffset? Until { get; private set; }
    public IReadOnlyDictionary<string, Check> Checklist { get; private set; } = new Dictionary<string, Check>();
    public Dossier Dossier { get; private init; } = null!;

    /// <summary>Raised by every change, so that of two reps who act at once one loses and is told.</summary>
    public int Version { get; private set; }

    /// <summary>The next promise that runs out, or null where none does any more.</summary>
    public DateTimeOffset? Due =>
        State switch
        {
            HandoffState.Open => AcceptDue,
            HandoffState.Accepted => StartDue,
            HandoffState.Started
            or HandoffState.Qualified
            or HandoffState.Recycled
            or HandoffState.Rejected
            or HandoffState.Disqualified
            or HandoffState.Superseded => null,
        };

    public static Handoff Open(
        Guid leadId,
        QualificationKind kind,
        Dossier dossier,
        ServiceLevel promise,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            LeadId = leadId,
            Kind = kind,
            State = HandoffState.Open,
            OpenedAt = now,
            AcceptDue = promise.AcceptDue(now),
            Dossier = dossier,
            Version = 1,
        };

    /// <summary>A stronger qualification takes this one's place; who had accepted keeps the lead, with new clocks.</summary>
    public Handoff SupersedeBy(QualificationKind kind, Dossier dossier, ServiceLevel promise, DateTimeOffset now)
    {
        DemandOpen();
        Forget(now);
        var next = Open(LeadId, kind, dossier, promise, now);
        next.TeamId = TeamId;
        if (AcceptedAt is not null)
        {
            next.Accept(OwnerId, LastActor ?? "", promise, now);
            // Nobody pressed anything that could be undone.
            next.Before = null;
        }
        else
        {
            next.OwnerId = OwnerId;
        }

        Close(HandoffState.Superseded, "system", now);
        return next;
    }

    public void Accept(Guid? ownerId, string actor, ServiceLevel promise, DateTimeOffset now)
    {
        Demand(HandoffVerb.Accept);
        Remember(HandoffVerb.Accept, actor, now);
        (State, OwnerId, AcceptedAt, StartDue) = (
            HandoffState.Accepted,
            ownerId ?? OwnerId,
            now,
            promise.StartDue(now)
        );
        Acted(actor, now);
    }

    public void Start(string actor, DateTimeOffset now)
    {
        Demand(HandoffVerb.Start);
        Remember(HandoffVerb.Start, actor, now);
        (State, StartedAt) = (HandoffState.Started, now);
        Acted(actor, now);
    }

    /// <summary>The rep confirms the intent to buy. Whoever had not pressed start has started by now.</summary>
    /// <param name="rules">What must have been found out; null asks for nothing.</param>
    /// <exception cref="DomainException">An answer that is required is missing; the message names it.</exception>
    public void Qualify(
        IReadOnlyDictionary<string, Check>? checklist,
        string? note,
        string actor,
        DateTimeOffset now,
        ChecklistRules? rules = null
    )
    {
        Demand(HandoffVerb.Qualify);
        var answers = Handoffs.Checklist.Merge(Checklist, checklist);
        rules?.Demand(answers);
        Remember(HandoffVerb.Qualify, actor, now);
        (StartedAt, Checklist) = (StartedAt ?? now, answers);
        Keep(note);
        Close(HandoffState.Qualified, actor, now);
    }

    /// <param name="until">The wake-up date; null leaves it to marketing.</param>
    /// <exception cref="DomainException">The wake-up date is not ahead.</exception>
    public void Recycle(string reason, string? note, DateTimeOffset? until, string actor, DateTimeOffset now)
    {
        Demand(HandoffVerb.Recycle);
        if (until <= now)
        {
            throw new DomainException("Choose a wake-up date that lies ahead, or none.");
        }

        Remember(HandoffVerb.Recycle, actor, now);
        (Reason, Until) = (reason, until);
        Keep(note);
        Close(HandoffState.Recycled, actor, now);
    }

    /// <summary>It should never have been handed over: this counts against the scoring model.</summary>
    public void Reject(string reason, string? note, string actor, DateTimeOffset now)
    {
        Demand(HandoffVerb.Reject);
        Remember(HandoffVerb.Reject, actor, now);
        Reason = reason;
        Keep(note);
        Close(HandoffState.Rejected, actor, now);
    }

    public void Disqualify(string reason, string? note, string actor, DateTimeOffset now)
    {
        Demand(HandoffVerb.Disqualify);
        Remember(HandoffVerb.Disqualify, actor, now);
        Reason = reason;
        Keep(note);
        Close(HandoffState.Disqualified, actor, now);
    }

    /// <summary>
    /// An outcome says what came of it, whoever had it: with an opportunity or a sale it was accepted, started and confirmed,
    /// even if nobody pressed the buttons.
    /// </summary>
    /// <param name="result">Qualified, recycled or disqualified.</param>
    public void Conclude(HandoffState result, string? reason, string? note, string actor, DateTimeOffset now)
    {
        DemandOpen();
        Forget(now);
        if (result == HandoffState.Qualified)
        {
            (AcceptedAt, StartedAt) = (AcceptedAt ?? now, StartedAt ?? now);
        }

        Reason = reason;
        Keep(note);
        Close(result, actor, now);
    }

    /// <summary>An equal or weaker qualification while it is open only adds a note.</summary>
    public void AddNote(string text)
    {
        DemandOpen();
        Keep(text);
        Before = null;
        Version++;
    }

    // Notes add up: what the system noted meanwhile is not lost when the rep writes theirs. The oldest goes where it is too much.
    private void Keep(string? note)
    {
        if (note is null)
        {
            return;
        }

        var all = Note is null ? note : Note + "\n" + note;
        var start = Math.Max(0, all.Length - NoteMaxLength);
        Note = all[(start > 0 && char.IsLowSurrogate(all[start]) ? start + 1 : start)..];
    }

    private void Close(HandoffState state, string actor, DateTimeOffset now)
    {
        (State, ClosedAt) = (state, now);
        Acted(actor, now);
    }

    private void Acted(string actor, DateTimeOffset now) =>
        (LastActor, LastActionAt, Version) = (actor, now, Version + 1);

    private void Demand(HandoffVerb verb) => Demand(State.Allows(verb), Terms.Of(verb));

    private void DemandOpen() => Demand(State.IsOpen(), "change");

    private void Demand(bool allowed, string verb)
    {
        if (!allowed)
        {
            throw new DomainException($"You cannot {verb} a hand-off that is {Terms.Of(State)}.");
        }
    }
}
