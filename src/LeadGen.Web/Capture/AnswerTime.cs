using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>What somebody who asked for sales can count on.</summary>
/// <param name="InHandBy">By then a rep has taken it up.</param>
/// <param name="AnsweredBy">By then they work on it, at the latest.</param>
public sealed record AnswerPromise(DateTimeOffset InHandBy, DateTimeOffset AnsweredBy);

/// <summary>
/// By when sales answers a form, from the promises in force and the working calendars. It says only what holds whoever gets the lead;
/// where that is unknown it says nothing.
/// </summary>
public sealed class AnswerTime(LeadGenDbContext db, CurrentRouting routing)
{
    /// <summary>The clock of the promise starts when the lead is handed over, a moment after the form came.</summary>
    private static readonly TimeSpan HandedOverWithin = TimeSpan.FromMinutes(1);

    public async Task<AnswerPromise?> OfAsync(Submission submission, CancellationToken cancel)
    {
        var handoffs = await db
            .Handoffs.AsNoTracking()
            .Where(handoff => handoff.LeadId == submission.LeadId)
            .OrderByDescending(handoff => handoff.OpenedAt)
            .Take(2)
            .ToListAsync(cancel);
        var levels = await routing.ReadAsync(cancel);
        // What was opened before has clocks of its own, which a second wish does not start anew.
        if (handoffs.Exists(handoff => handoff.OpenedAt < submission.ReceivedAt && IsOpen(handoff)))
        {
            return null;
        }

        if (handoffs.Find(handoff => handoff.OpenedAt >= submission.ReceivedAt) is { } opened)
        {
            return IsOpen(opened)
                ? new AnswerPromise(opened.AcceptDue, opened.StartDue ?? Latest(levels, opened.AcceptDue).Start)
                : null;
        }

        // A form that is held reads like the first one of somebody new.
        var mayBeHandedOver =
            submission.LeadId is null
            || await db.Leads.AnyAsync(
                lead => lead.Id == submission.LeadId && lead.Stage != Stage.Disqualified,
                cancel
            );
        if (!mayBeHandedOver)
        {
            return null;
        }

        var accept = Latest(levels, submission.ReceivedAt + HandedOverWithin).Accept;
        return new AnswerPromise(accept, Latest(levels, accept).Start);
    }

    /// <summary>The latest that any team promises for what begins now.</summary>
    private static (DateTimeOffset Accept, DateTimeOffset Start) Latest(RoutingInForce inForce, DateTimeOffset from)
    {
        var promises = inForce
            .Routing.Teams.Select(team => inForce.Levels.For(QualificationKind.Sql, team.Calendar))
            .ToList();
        return (promises.Max(level => level.AcceptDue(from)), promises.Max(level => level.StartDue(from)));
    }

    private static bool IsOpen(Handoff handoff) =>
        handoff.State is HandoffState.Open or HandoffState.Accepted or HandoffState.Started;
}
