using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Configurations;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>
/// What sales does with a hand-off, for pages and API alike: the verb, the lead's move and its history in one transaction. Of two who act at
/// once one wins, and the other is told who it was.
/// </summary>
public sealed class HandoffDesk(
    LeadGenDbContext db,
    CurrentRouting current,
    SalesManagers managers,
    TimeProvider time,
    RescoreQueue queue
)
{
    /// <summary>In the caller's transaction where there is one, else in its own.</summary>
    public async Task<HandoffResult> ActAsync(HandoffVerb verb, HandoffAction action, CancellationToken cancel)
    {
        var form = new HandoffForm(db, verb, action, time.GetUtcNow());
        if (!await db.Handoffs.AnyAsync(handoff => handoff.Id == action.HandoffId, cancel))
        {
            return new HandoffResult.NotFound();
        }

        return await form.ReadAsync(cancel)
            ? await LockedAsync(action, (lead, handoff) => ActAsync(verb, action, form, lead, handoff, cancel), cancel)
            : new HandoffResult.Invalid(form.Errors);
    }

    /// <summary>Takes the last action back, if it is the caller's own and a few seconds old. Else it says why not.</summary>
    public Task<HandoffResult> UndoAsync(HandoffAction action, CancellationToken cancel) =>
        LockedAsync(action, (lead, handoff) => UndoAsync(action, lead, handoff, cancel), cancel);

    /// <summary>The lead first, as everybody who moves one does, and then its hand-off.</summary>
    private async Task<HandoffResult> LockedAsync(
        HandoffAction action,
        Func<Lead, Handoff, Task<HandoffResult>> act,
        CancellationToken cancel
    )
    {
        await using var transaction = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync(cancel)
            : null;
        if (await db.LockWithLeadAsync(action.HandoffId, cancel) is not var (lead, handoff))
        {
            return new HandoffResult.NotFound();
        }

        var result = await act(lead, handoff);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancel);
        }

        queue.Wake();
        return result;
    }

    private async Task<HandoffResult> ActAsync(
        HandoffVerb verb,
        HandoffAction action,
        HandoffForm form,
        Lead lead,
        Handoff handoff,
        CancellationToken cancel
    )
    {
        var routing = await current.ReadAsync(cancel);
        if (action is { StaffId: { } staff, IsManager: false } && routing.ClosedTo(staff, handoff) is { } team)
        {
            return new HandoffResult.NotAllowed(
                $"This hand-off is for the team {team.Name}, and you are not in it. Ask a sales manager to give it to you or to take you into the team."
            );
        }

        // Only now: whoever waited for the lock acts after the one who had it.
        var now = time.GetUtcNow();
        if (handoff.Version != action.Version || !handoff.State.Allows(verb))
        {
            return new HandoffResult.MovedOn(handoff, HandoffNews.For(handoff, verb, action, now));
        }

        var rules = await db.ReadChecklistRulesAsync(cancel);
        if (verb == HandoffVerb.Qualify && !form.Answers(handoff, rules))
        {
            return new HandoffResult.Invalid(form.Errors);
        }

        if (verb == HandoffVerb.Accept && await StrangerAsync(action, handoff, routing, cancel) is { } stranger)
        {
            return new HandoffResult.Invalid(new Dictionary<string, string> { ["owner"] = stranger });
        }

        Do(verb, handoff, action, form, rules, routing.PromiseOf(handoff), now);
        await db.PlanAsync(handoff, routing.CalendarOf(handoff), cancel);
        db.Entry(handoff).Property(HandoffConfiguration.LastActorId).CurrentValue = action.ActorId;
        var context = await db.PersonMovesAsync(lead.Id, action.Actor, now, cancel);
        var move = HandoffMoves.Apply(
            verb,
            handoff,
            lead,
            context with
            {
                Reason = form.Reason?.Key,
                Note = form.Note,
            }
        );
        Keep(move);
        if (
            handoff is { State: HandoffState.Recycled, Until: not null }
            && (handoff.OwnerId ?? action.StaffId ?? await managers.AnyAsync(cancel)) is { } who
        )
        {
            db.Add(WakeUpTask.Of(handoff, form.Reason!, who, now));
        }

        if (!handoff.State.IsOpen())
        {
            // What counts towards qualifying has changed, and whether the lead is ready.
            db.RescoreRequests.Add(RescoreQueue.Quiet(lead.Id, MoveCause.Person, now));
        }

        await db.SaveChangesAsync(cancel);
        return new HandoffResult.Done(handoff);
    }

    private static void Do(
        HandoffVerb verb,
        Handoff handoff,
        HandoffAction action,
        HandoffForm form,
        ChecklistRules rules,
        ServiceLevel promise,
        DateTimeOffset now
    )
    {
        switch (verb)
        {
            case HandoffVerb.Accept:
                handoff.Accept(action.OwnerId, action.Actor, promise, now);
                break;
            case HandoffVerb.Start:
                handoff.Start(action.Actor, now);
                break;
            case HandoffVerb.Qualify:
                handoff.Qualify(form.Checklist, form.Note, action.Actor, now, rules);
                break;
            case HandoffVerb.Recycle:
                handoff.Recycle(form.Reason!.Key, form.Note, form.Until, action.Actor, now);
                break;
            case HandoffVerb.Reject:
                handoff.Reject(form.Reason!.Key, form.Note, action.Actor, now);
                break;
            case HandoffVerb.Disqualify:
                handoff.Disqualify(form.Reason!.Key, form.Note, action.Actor, now);
                break;
        }
    }

    private async Task<HandoffResult> UndoAsync(
        HandoffAction action,
        Lead lead,
        Handoff handoff,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        if (handoff.Version != action.Version)
        {
            return new HandoffResult.MovedOn(handoff, HandoffNews.Since(handoff, action, now));
        }

        var actor = db.Entry(handoff).Property<Guid?>(HandoffConfiguration.LastActorId);
        if (handoff.Before is not null && actor.CurrentValue != action.ActorId)
        {
            return new HandoffResult.MovedOn(handoff, "Only the one who did this can undo it.");
        }

        var others = db.Handoffs.Where(other => other.LeadId == lead.Id && other.Id != handoff.Id);
        if (await others.AnyAsync(Queries.IsOpen, cancel))
        {
            return new HandoffResult.MovedOn(handoff, "The lead has a newer hand-off by now: work that one.");
        }

        var (wasOpen, wakeUp) = (handoff.State.IsOpen(), WakeUpTask.IdOf(handoff));
        try
        {
            var context = await db.PersonMovesAsync(lead.Id, action.Actor, now, cancel);
            Keep(handoff.Undo(lead, action.Actor, context));
        }
        catch (DomainException refused)
        {
            return new HandoffResult.MovedOn(handoff, refused.Message);
        }

        actor.CurrentValue = null;
        await db.Set<LeadTask>().Where(task => task.Id == wakeUp).ExecuteDeleteAsync(cancel);
        await db.PlanAsync(handoff, (await current.ReadAsync(cancel)).CalendarOf(handoff), cancel);
        if (!wasOpen)
        {
            db.RescoreRequests.Add(RescoreQueue.Quiet(lead.Id, MoveCause.Person, now));
        }

        await db.SaveChangesAsync(cancel);
        return new HandoffResult.Done(handoff);
    }

    /// <summary>What is wrong with the new owner, who must be of the team; null where all is well.</summary>
    private async Task<string?> StrangerAsync(
        HandoffAction action,
        Handoff handoff,
        RoutingInForce routing,
        CancellationToken cancel
    ) =>
        action.OwnerId is { } owner
        && owner != action.StaffId
        && owner != handoff.OwnerId
        && routing.ClosedTo(owner, handoff) is { } team
        && !await managers.HasAsync(owner, cancel)
            ? $"Name somebody of the team {team.Name}, whose hand-off this is, or take them into it first"
            : null;

    private void Keep(StageMove? move)
    {
        if (move is not null)
        {
            db.StageMoves.Add(move);
        }
    }
}
