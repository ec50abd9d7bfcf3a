using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>
/// What sales does with a hand-off, for pages and API alike: the verb, the lead's move and its history in one transaction. Of two who act at
/// once one wins, and the other is told who it was.
/// </summary>
public sealed class HandoffDesk(LeadGenDbContext db, TimeProvider time, RescoreQueue queue)
{
    /// <summary>In the caller's transaction where there is one, else in its own.</summary>
    public async Task<HandoffResult> ActAsync(HandoffVerb verb, HandoffAction action, CancellationToken cancel)
    {
        var leadId = await db
            .Handoffs.Where(handoff => handoff.Id == action.HandoffId)
            .Select(handoff => (Guid?)handoff.LeadId)
            .SingleOrDefaultAsync(cancel);
        if (leadId is null)
        {
            return new HandoffResult.NotFound();
        }

        var form = new HandoffForm(db, verb, action, time.GetUtcNow());
        if (!await form.ReadAsync(cancel))
        {
            return new HandoffResult.Invalid(form.Errors);
        }

        await using var transaction = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync(cancel)
            : null;
        var result = await ActAsync(verb, action, form, leadId.Value, cancel);
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
        Guid leadId,
        CancellationToken cancel
    )
    {
        if (await db.LockLeadAsync(leadId, cancel) is not { } lead)
        {
            return new HandoffResult.NotFound();
        }

        var handoff = await db.Handoffs.SingleAsync(handoff => handoff.Id == action.HandoffId, cancel);
        // Only now: whoever waited for the lock acts after the one who had it.
        var now = time.GetUtcNow();
        if (handoff.Version != action.Version || !handoff.State.Allows(verb))
        {
            return new HandoffResult.MovedOn(handoff, HandoffNews.For(handoff, verb, action, now));
        }

        Do(verb, handoff, lead, action, form, now);
        await MoveAsync(verb, handoff, lead, action, form, now, cancel);
        await db.SaveChangesAsync(cancel);
        return new HandoffResult.Done(handoff);
    }

    private static void Do(
        HandoffVerb verb,
        Handoff handoff,
        Lead lead,
        HandoffAction action,
        HandoffForm form,
        DateTimeOffset now
    )
    {
        switch (verb)
        {
            case HandoffVerb.Accept:
                handoff.Accept(action.OwnerId, action.Actor, ServiceLevel.Default, now);
                lead.Belongs(handoff.OwnerId ?? lead.OwnerId, now);
                break;
            case HandoffVerb.Start:
                handoff.Start(action.Actor, now);
                break;
            case HandoffVerb.Qualify:
                handoff.Qualify(form.Checklist, form.Note, action.Actor, now);
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

    private async Task MoveAsync(
        HandoffVerb verb,
        Handoff handoff,
        Lead lead,
        HandoffAction action,
        HandoffForm form,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (MoveOf(verb) is not { } move)
        {
            return;
        }

        // A lead that is an opportunity or a customer stays one: the hand-off closes, and that is all.
        if (StageRules.Allows(lead.Stage, move.To, move.Trigger))
        {
            var context = await db.PersonMovesAsync(lead.Id, action.Actor, now, cancel);
            db.StageMoves.Add(
                lead.MoveTo(
                    move.To,
                    move.Trigger,
                    context with
                    {
                        Reason = form.Reason?.Key,
                        Note = form.Note,
                        HandoffId = handoff.Id,
                    }
                )
            );
        }

        // What counts towards qualifying has changed, and whether the lead is ready.
        db.RescoreRequests.Add(RescoreQueue.Quiet(lead.Id, MoveCause.Person, now));
    }

    private static (Stage To, MoveTrigger Trigger)? MoveOf(HandoffVerb verb) =>
        verb switch
        {
            HandoffVerb.Accept or HandoffVerb.Start => null,
            HandoffVerb.Qualify => (Stage.Sql, MoveTrigger.Confirmed),
            HandoffVerb.Recycle => (Stage.Recycled, MoveTrigger.Recycled),
            HandoffVerb.Reject => (Stage.Lead, MoveTrigger.Rejected),
            HandoffVerb.Disqualify => (Stage.Disqualified, MoveTrigger.Disqualified),
        };
}
