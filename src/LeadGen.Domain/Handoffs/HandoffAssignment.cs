namespace LeadGen.Domain.Handoffs;

public sealed partial class Handoff
{
    /// <summary>Whose pool it is in, or whose rep has it; null until it is routed.</summary>
    public Guid? TeamId { get; private set; }

    /// <summary>To whom it was given so far, the first one first.</summary>
    public IReadOnlyList<Assignment> Assignments { get; private set; } = [];

    /// <summary>The promises that were not kept: at most one of each.</summary>
    public IReadOnlyList<Breach> Breaches { get; private set; } = [];

    /// <summary>Who had it and did not accept in time: they are not offered it again.</summary>
    public IReadOnlyCollection<Guid> LapsedBy { get; private set; } = [];

    /// <summary>The routing, as a part of its opening: the version stays. The accept promise is that of the team from here on.</summary>
    /// <param name="promise">Of the team and the kind.</param>
    /// <returns>False where it stays with who had accepted the one before: then nobody's turn was taken.</returns>
    /// <exception cref="DomainException">It was routed before, or it is no longer open.</exception>
    public bool RouteTo(Routed routed, ServiceLevel promise)
    {
        DemandOpen();
        if (Assignments.Count > 0)
        {
            throw new DomainException("This hand-off is routed already. Reassign it instead.");
        }

        // One that took the place of an accepted one stays with who had accepted.
        var keeps = State != HandoffState.Open;
        TeamId = keeps ? TeamId ?? routed.Team.Id : routed.Team.Id;
        OwnerId = keeps ? OwnerId : routed.Rep?.StaffId;
        AcceptDue = promise.AcceptDue(OpenedAt);
        StartDue = AcceptedAt is { } accepted ? promise.StartDue(accepted) : null;
        var why = keeps ? "Who had accepted the one before keeps it." : routed.Why;
        Assign(new(OpenedAt, AssignedBy.Routed, TeamId, OwnerId, why));
        return !keeps;
    }

    /// <summary>Not accepted in time: it is the next rep's, or the pool's where there is none. The promise to the lead stays what it was.</summary>
    /// <exception cref="DomainException">It is accepted, or its time is not up.</exception>
    public void Reoffer(Routed next, DateTimeOffset now)
    {
        Lapse(now);
        (TeamId, OwnerId) = (next.Team.Id, next.Rep?.StaffId);
        Assign(new(now, AssignedBy.Reoffered, TeamId, OwnerId, next.Why));
        Version++;
    }

    /// <summary>Nobody accepted it in twice the time: unclaimed, for anybody of the team.</summary>
    /// <exception cref="DomainException">It is accepted, or its time is not up.</exception>
    public void ToPool(DateTimeOffset now)
    {
        Lapse(now);
        OwnerId = null;
        Assign(new(now, AssignedBy.Pool, TeamId, null, "Nobody accepted it in twice the time."));
        Version++;
    }

    /// <summary>A manager gives it to somebody else, or back to the pool while it is not accepted. State and clocks stay.</summary>
    /// <param name="ownerId">Null: the pool of the team.</param>
    /// <param name="manager">As colleagues shall read it.</param>
    /// <exception cref="DomainException">It is closed, or it is accepted and would be nobody's.</exception>
    public void Reassign(Guid? teamId, Guid? ownerId, string manager, string? note, DateTimeOffset now)
    {
        DemandOpen();
        if (ownerId is null && State != HandoffState.Open)
        {
            throw new DomainException("Name the rep who goes on with it: it is accepted already.");
        }

        Forget(now);
        (TeamId, OwnerId) = (teamId, ownerId);
        Assign(new(now, AssignedBy.Reassigned, teamId, ownerId, note ?? "Reassigned by a manager.", manager));
        Version++;
    }

    /// <summary>Records that the promise which is due now was not kept.</summary>
    /// <returns>False, and nothing has changed, where it was kept, is not due yet, or is recorded already.</returns>
    public bool RecordBreach(DateTimeOffset now)
    {
        if (Due is not { } due || now < due || !Record(due, now))
        {
            return false;
        }

        Version++;
        return true;
    }

    private void Lapse(DateTimeOffset now)
    {
        if (State != HandoffState.Open || now < AcceptDue)
        {
            throw new DomainException(
                State == HandoffState.Open
                    ? "There is still time to accept this hand-off. A manager can reassign it."
                    : $"This hand-off is {Terms.Of(State)}: it is not offered to others."
            );
        }

        Record(AcceptDue, now);
        Before = null;
        if (OwnerId is { } owner && !LapsedBy.Contains(owner))
        {
            LapsedBy = [.. LapsedBy, owner];
        }
    }

    // Whoever acts late has broken the promise, whether or not the clockwork has come by.
    private void RecordLateness(DateTimeOffset now)
    {
        if (Due is { } due && now > due)
        {
            Record(due, now);
        }
    }

    private bool Record(DateTimeOffset due, DateTimeOffset now)
    {
        var promise = State == HandoffState.Open ? PromiseStep.AcceptBreach : PromiseStep.StartBreach;
        if (Breaches.Any(breach => breach.Promise == promise))
        {
            return false;
        }

        Breaches = [.. Breaches, new(promise, due, now, OwnerId)];
        return true;
    }

    private void Assign(Assignment assignment) =>
        Assignments =
            Assignments.Count < Assignment.KeptMax
                ? [.. Assignments, assignment]
                : [Assignments[0], .. Assignments.Skip(2), assignment];
}
