using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Handoffs;

/// <summary>What a merge did to an open hand-off of one of the two leads, so that it can be taken back.</summary>
/// <param name="LeadId">Whose it was.</param>
/// <param name="Retired">It gave way; else it only changed hands.</param>
public sealed record MergedHandoff(Guid Id, Guid LeadId, bool Retired, string? LastActor, DateTimeOffset? LastActionAt);

/// <summary>A person has one open hand-off: of those of two leads that are merged the stronger stays, and is the survivor's.</summary>
public sealed partial class Handoff
{
    /// <summary>Which of the open hand-offs stays, once the survivor stands where the person stands.</summary>
    /// <param name="own">The survivor's; null where it has none.</param>
    /// <param name="others">The merged lead's; null where it has none.</param>
    /// <returns>Null where none does: sales is further with the person than any of them asks for.</returns>
    public static Handoff? Staying(Lead survivor, Handoff? own, Handoff? others)
    {
        var stronger = own is null || (others is not null && others.Kind > own.Kind) ? others : own;
        return stronger?.SaysMoreThan(survivor.Stage) == true ? stronger : null;
    }

    /// <summary>The other lead's stays, or none.</summary>
    public MergedHandoff GiveWay(DateTimeOffset now)
    {
        DemandOpen();
        var done = Mark(retired: true);
        Forget(now);
        Close(HandoffState.Superseded, "system", now);
        return done;
    }

    /// <summary>It is the survivor's from now on.</summary>
    public MergedHandoff GoTo(Guid survivorId)
    {
        DemandOpen();
        var done = Mark(retired: false);
        (LeadId, Before) = (survivorId, null);
        Version++;
        return done;
    }

    /// <summary>Two leads are two persons again: it goes back to where it was, if it is still as the merge left it.</summary>
    /// <param name="isFree">Has its lead no other open hand-off by now?</param>
    /// <returns>False where it stays: sales has closed it since, or the lead has another one.</returns>
    public bool PartAgain(MergedHandoff merged, bool isFree)
    {
        if (!isFree || (merged.Retired ? State != HandoffState.Superseded : !State.IsOpen()))
        {
            return false;
        }

        if (merged.Retired)
        {
            State =
                StartedAt is not null ? HandoffState.Started
                : AcceptedAt is not null ? HandoffState.Accepted
                : HandoffState.Open;
            (ClosedAt, LastActor, LastActionAt) = (null, merged.LastActor, merged.LastActionAt);
        }

        LeadId = merged.LeadId;
        Version++;
        return true;
    }

    private bool SaysMoreThan(Stage stage) =>
        !LeadOwn.IsFurther(stage, StageRules.StageOf(Kind)) || StageRules.OpensInPlace(stage, Kind);

    private MergedHandoff Mark(bool retired) => new(Id, LeadId, retired, LastActor, LastActionAt);
}
