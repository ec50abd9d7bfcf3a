using LeadGen.Domain.Handoffs;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Sales;

/// <summary>When the clockwork looks at a hand-off next: kept in a column of its own, so that what is due is found by an index.</summary>
public static class PromisePlan
{
    /// <summary>Shadow property of a hand-off; of one that waits for nothing any more it means nothing.</summary>
    public const string NextStepAt = "next_step_at";

    /// <summary>After everything that changes what a tracked hand-off waits for.</summary>
    /// <param name="done">Steps that are not done again.</param>
    public static void Plan(
        this LeadGenDbContext db,
        Handoff handoff,
        WorkingCalendar calendar,
        IEnumerable<PromiseStep> done
    ) =>
        db.Entry(handoff).Property<DateTimeOffset?>(NextStepAt).CurrentValue = PromiseSteps
            .Of(handoff, calendar)
            .ExceptBy(done, step => step.Step)
            .Select(step => (DateTimeOffset?)step.Due)
            .FirstOrDefault();

    /// <summary>The same for one that has waited a while: what was done before is not done again.</summary>
    public static async Task PlanAsync(
        this LeadGenDbContext db,
        Handoff handoff,
        WorkingCalendar calendar,
        CancellationToken cancel
    )
    {
        if (handoff.Due is null)
        {
            return;
        }

        var done = await db.Set<HandoffStep>()
            .Where(step => step.HandoffId == handoff.Id)
            .Select(step => step.Step)
            .ToListAsync(cancel);
        db.Plan(handoff, calendar, done);
    }
}
