using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>A manager gives an open hand-off to somebody else. State and clocks stay: the promise is to the lead.</summary>
public sealed partial class ManagerDesk(
    LeadGenDbContext db,
    CurrentRouting current,
    StaffBell bell,
    TimeProvider time,
    ILogger<ManagerDesk> log
)
{
    /// <param name="action">Its owner is the rep who gets it; null gives it back to everybody, while it is not accepted.</param>
    /// <param name="reps">Who may have one.</param>
    public async Task<HandoffResult> ReassignAsync(
        HandoffAction action,
        IReadOnlyCollection<Guid> reps,
        CancellationToken cancel
    )
    {
        if (action.OwnerId is { } owner && !reps.Contains(owner))
        {
            return new HandoffResult.Invalid(
                new Dictionary<string, string> { ["owner"] = "Choose a rep whose account is active" }
            );
        }

        return await GiveAsync(action, teamId: null, cancel);
    }

    /// <summary>To a rep of that team, or to its pool.</summary>
    public async Task<HandoffResult> ReassignAsync(HandoffAction action, Guid teamId, CancellationToken cancel)
    {
        var team = (await current.ReadAsync(cancel)).Routing.TeamOf(teamId);
        return team is null || (action.OwnerId is { } owner && team.RepOf(owner) is null)
            ? new HandoffResult.Invalid(
                new Dictionary<string, string>
                {
                    ["owner"] = "They are not in that team any more: choose somebody else",
                }
            )
            : await GiveAsync(action, teamId, cancel);
    }

    /// <param name="teamId">Null leaves it with its team.</param>
    private async Task<HandoffResult> GiveAsync(HandoffAction action, Guid? teamId, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.LockWithLeadAsync(action.HandoffId, cancel) is not var (lead, handoff))
        {
            return new HandoffResult.NotFound();
        }

        var now = time.GetUtcNow();
        if (handoff.Version != action.Version || !handoff.State.IsOpen())
        {
            return new HandoffResult.MovedOn(handoff, HandoffNews.Since(handoff, action, now));
        }

        if (action.OwnerId is null && handoff.State != HandoffState.Open)
        {
            return new HandoffResult.Invalid(
                new Dictionary<string, string> { ["owner"] = "It is accepted already: choose who goes on with it" }
            );
        }

        handoff.Reassign(teamId ?? handoff.TeamId, action.OwnerId, action.Actor, note: null, now);
        if (handoff.State != HandoffState.Open)
        {
            lead.Belongs(action.OwnerId, now);
        }

        if (handoff.OwnerId is { } rep && rep != action.ActorId)
        {
            await bell.RingAsync([Notification.Of(NotificationKind.Offered, rep, handoff, now)], now, cancel);
        }

        await db.PlanAsync(handoff, (await current.ReadAsync(cancel)).CalendarOf(handoff), cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        LogReassigned(handoff.Id, action.ActorId, action.OwnerId);
        return new HandoffResult.Done(handoff);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Hand-off {Handoff} was given by {Manager} to {Owner}")]
    private partial void LogReassigned(Guid handoff, Guid? manager, Guid? owner);
}
