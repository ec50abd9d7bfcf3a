using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace LeadGen.Web.Data.Events;

/// <summary>An event that has no number yet.</summary>
public sealed record EventDraft(Guid Id, string Type, Guid LeadId, DateTimeOffset OccurredAt, string Payload)
{
    public static EventDraft Of(StageMove move) =>
        new(
            move.Id,
            LeadEventTypes.StageChanged,
            move.LeadId,
            move.At,
            JsonColumn.Write(
                new
                {
                    move.From,
                    move.To,
                    move.At,
                    MadeBy = move.Trigger,
                    move.Cause,
                    move.Actor,
                    move.Reason,
                    move.Score,
                    move.ModelVersion,
                    move.Implied,
                    move.HandoffId,
                }
            )
        );

    public static EventDraft Of(Outcome outcome) =>
        New(
            LeadEventTypes.OutcomeRecorded,
            outcome.LeadId,
            outcome.RecordedAt,
            new
            {
                OutcomeId = outcome.Id,
                outcome.Result,
                outcome.Amount,
                outcome.Currency,
                outcome.Reason,
                outcome.OccurredAt,
                outcome.RecordedAt,
                outcome.Actor,
            }
        );

    /// <summary>What is about to be saved, as others are told of it.</summary>
    public static List<EventDraft> Of(ChangeTracker tracker)
    {
        var drafts = new List<EventDraft>();
        foreach (var entry in tracker.Entries())
        {
            switch (entry)
            {
                case { State: EntityState.Added, Entity: StageMove move }:
                    drafts.Add(Of(move));
                    break;
                case { State: EntityState.Added, Entity: Outcome outcome }:
                    drafts.Add(Of(outcome));
                    break;
                case { State: EntityState.Added, Entity: Handoff opened }:
                    drafts.Add(Of(LeadEventTypes.HandoffOpened, opened, opened.OpenedAt));
                    break;
                case { State: EntityState.Modified, Entity: Handoff changed }:
                    drafts.AddRange(OfChange(changed, entry));
                    break;
            }
        }

        // In the order of time; of one instant the move before the hand-off that it opens.
        return
        [
            .. drafts.OrderBy(draft => draft.OccurredAt).ThenByDescending(draft => draft.Type, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<EventDraft> OfChange(Handoff handoff, EntityEntry entry)
    {
        var before = (IReadOnlyList<Breach>)entry.OriginalValues[nameof(Handoff.Breaches)]!;
        foreach (var breach in handoff.Breaches.Where(breach => !before.Any(one => one.Promise == breach.Promise)))
        {
            yield return Of(LeadEventTypes.HandoffBreached, handoff, breach.RecordedAt, breach);
        }

        var was = (HandoffState)entry.OriginalValues[nameof(Handoff.State)]!;
        if (was == HandoffState.Open && handoff is { State: HandoffState.Accepted, AcceptedAt: { } accepted })
        {
            yield return Of(LeadEventTypes.HandoffAccepted, handoff, accepted);
        }
    }

    private static EventDraft Of(string type, Handoff handoff, DateTimeOffset at, Breach? breach = null) =>
        New(
            type,
            handoff.LeadId,
            at,
            new
            {
                HandoffId = handoff.Id,
                handoff.Kind,
                handoff.State,
                handoff.OwnerId,
                handoff.TeamId,
                handoff.OpenedAt,
                handoff.AcceptDue,
                handoff.AcceptedAt,
                handoff.StartDue,
                Promise = breach?.Promise,
                breach?.Due,
            }
        );

    private static EventDraft New<T>(string type, Guid leadId, DateTimeOffset at, T payload) =>
        new(Guid.CreateVersion7(at), type, leadId, at, JsonColumn.Write(payload));
}
