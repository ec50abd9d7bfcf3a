using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>Does what is due while hand-offs wait: reminds, records what was not kept, offers to the next rep, tells managers.</summary>
public sealed class PromiseKeeper(
    LeadGenDbContext db,
    CurrentRouting current,
    HandoffRouting routing,
    SalesManagers managers,
    StaffBell bell,
    TimeProvider time
)
{
    private readonly List<Notification> _news = [];

    /// <summary>In the caller's transaction. Others take other hand-offs meanwhile; whatever fails is as if it had not begun.</summary>
    /// <returns>How many hand-offs were looked at.</returns>
    public async Task<int> KeepAsync(int limit, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var claimed = await ClaimAsync(limit, now, cancel);
        if (claimed.Count == 0)
        {
            return 0;
        }

        var inForce = await current.ReadAsync(cancel);
        var ids = claimed.Select(handoff => handoff.Id).ToArray();
        var done = (
            await db.Set<HandoffStep>().AsNoTracking().Where(step => ids.Contains(step.HandoffId)).ToListAsync(cancel)
        ).ToLookup(step => step.HandoffId, step => step.Step);
        var due = claimed
            .Select(handoff =>
                (
                    Handoff: handoff,
                    Steps: PromiseSteps
                        .DueAt(handoff, inForce.CalendarOf(handoff), now)
                        .Select(step => step.Step)
                        .Except(done[handoff.Id])
                        .ToList()
                )
            )
            .ToList();
        var offers = await OffersAsync(due, inForce, cancel);
        var told = await managers.ReadAsync(cancel);
        foreach (var (handoff, steps) in due)
        {
            foreach (var step in steps)
            {
                Do(handoff, step, isLast: step == steps[^1], offers, told, now);
                db.Add(
                    new HandoffStep
                    {
                        HandoffId = handoff.Id,
                        Step = step,
                        At = now,
                    }
                );
            }

            db.Plan(handoff, inForce.CalendarOf(handoff), done[handoff.Id].Concat(steps));
        }

        await bell.RingAsync(_news, now, cancel);
        _news.Clear();
        await db.SaveChangesAsync(cancel);
        return claimed.Count;
    }

    /// <summary>With their leads, which count what is told of them; one whose lead somebody is at is taken later.</summary>
    private Task<List<Handoff>> ClaimAsync(int limit, DateTimeOffset now, CancellationToken cancel) =>
        db
            .Handoffs.FromSql(
                $"""
                select h.* from leadgen.handoffs h join leadgen.leads l on l.id = h.lead_id
                where h.state in ('open', 'accepted') and h.next_step_at <= {now}
                order by h.next_step_at limit {limit} for update of h, l skip locked
                """
            )
            .ToListAsync(cancel);

    /// <summary>What it takes to offer those again that were not accepted: the turns of their teams, locked, and who owns their accounts.</summary>
    private async Task<Offers> OffersAsync(
        List<(Handoff Handoff, List<PromiseStep> Steps)> due,
        RoutingInForce inForce,
        CancellationToken cancel
    )
    {
        var again = due.Where(one => one.Steps.LastOrDefault() == PromiseStep.AcceptBreach)
            .Select(one => one.Handoff)
            .Where(handoff => inForce.TeamOf(handoff) is { Reps.Count: > 0 })
            .ToList();
        return new Offers(
            inForce,
            await routing.OwnersAsync([.. again.Select(handoff => handoff.LeadId)], cancel),
            await routing.LockTurnsAsync(again.Select(handoff => handoff.TeamId!.Value), cancel)
        );
    }

    /// <param name="isLast">False where the next one is due as well: nobody is reminded, or offered, what has passed by now.</param>
    private void Do(
        Handoff handoff,
        PromiseStep step,
        bool isLast,
        Offers offers,
        IReadOnlyList<Guid> told,
        DateTimeOffset now
    )
    {
        switch (step)
        {
            case PromiseStep.AcceptReminder:
                Tell(NotificationKind.AcceptReminder, isLast ? handoff.OwnerId : null, handoff, now);
                break;
            case PromiseStep.AcceptBreach:
                handoff.RecordBreach(now);
                TellAll(NotificationKind.AcceptBreach, told, handoff, now);
                if (
                    isLast
                    && offers.Next(handoff, now) is { } next
                    && (next.Rep is not null || handoff.OwnerId is not null)
                )
                {
                    handoff.Reoffer(next, now);
                    Tell(NotificationKind.Offered, handoff.OwnerId, handoff, now);
                }

                break;
            case PromiseStep.ToPool:
                if (handoff.OwnerId is not null)
                {
                    handoff.ToPool(now);
                }

                TellAll(NotificationKind.Pool, told, handoff, now);
                break;
            case PromiseStep.StartReminder:
                Tell(NotificationKind.StartReminder, isLast ? handoff.OwnerId : null, handoff, now);
                break;
            case PromiseStep.StartBreach:
                handoff.RecordBreach(now);
                TellAll(
                    NotificationKind.StartBreach,
                    told.Select(person => (Guid?)person).Append(handoff.OwnerId),
                    handoff,
                    now
                );
                break;
        }
    }

    private void TellAll(NotificationKind kind, IEnumerable<Guid?> staff, Handoff handoff, DateTimeOffset now)
    {
        foreach (var person in staff.Distinct())
        {
            Tell(kind, person, handoff, now);
        }
    }

    private void TellAll(NotificationKind kind, IEnumerable<Guid> staff, Handoff handoff, DateTimeOffset now) =>
        TellAll(kind, staff.Select(person => (Guid?)person), handoff, now);

    private void Tell(NotificationKind kind, Guid? staff, Handoff handoff, DateTimeOffset now)
    {
        if (staff is { } person)
        {
            _news.Add(Notification.Of(kind, person, handoff, now));
        }
    }

    private sealed record Offers(RoutingInForce InForce, ILookup<Guid, Guid> Owners, Dictionary<Guid, TeamTurns> Turns)
    {
        /// <summary>The next rep of the team, whose turn is taken then; null where the team has nobody.</summary>
        public Routed? Next(Handoff handoff, DateTimeOffset now)
        {
            if (InForce.TeamOf(handoff) is not { Reps.Count: > 0 } team || !Turns.TryGetValue(team.Id, out var turns))
            {
                return null;
            }

            var subject = HandoffRouting.SubjectOf(handoff, lead: null) with
            {
                AccountOwners = [.. Owners[handoff.LeadId]],
            };
            var lapsed = handoff.OwnerId is { } owner ? handoff.LapsedBy.Append(owner).ToList() : [.. handoff.LapsedBy];
            var next = Router.Pick(team, rule: null, subject, turns.Value, now, lapsed);
            turns.Value = next.Turns;
            return next;
        }
    }
}
