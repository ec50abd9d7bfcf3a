using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace LeadGen.Web.Data.Events;

/// <summary>An event that has no number yet.</summary>
public sealed record EventDraft(Guid Id, string Type, Guid LeadId, DateTimeOffset OccurredAt, string Payload)
{
    /// <summary>Where its number is known: the first of a lead that is made in the same transaction.</summary>
    public LeadEvent Numbered(long sequence) =>
        new()
        {
            Id = Id,
            Type = Type,
            LeadId = LeadId,
            Sequence = sequence,
            OccurredAt = OccurredAt,
            Payload = Payload,
        };

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

    public static EventDraft Of(Lead created) =>
        New(
            LeadEventTypes.Created,
            created.Id,
            created.CreatedAt,
            new
            {
                created.Channel,
                created.AccountId,
                created.CreatedAt,
            }
        );

    /// <summary>Which facts became others; what they are now is asked for by the lead's id.</summary>
    public static EventDraft Of(FactChange change) =>
        New(
            LeadEventTypes.Updated,
            change.LeadId,
            change.RecordedAt,
            new
            {
                Fields = change.Values.Keys.Order(StringComparer.Ordinal),
                change.Origin,
                change.EffectiveAt,
                change.RecordedAt,
            }
        );

    /// <param name="before">The score that it had.</param>
    public static EventDraft Of(LeadScore score, int before) =>
        New(
            LeadEventTypes.ScoreChanged,
            score.LeadId,
            score.ScoredAt,
            new
            {
                score.Score,
                FitScore = score.Fit,
                EngagementScore = score.Engagement,
                score.Qualifies,
                score.ModelVersion,
                Before = before,
            }
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
        var created = new HashSet<Guid>();
        foreach (var entry in tracker.Entries<Lead>().Where(entry => entry.State == EntityState.Added))
        {
            created.Add(entry.Entity.Id);
            drafts.Add(Of(entry.Entity));
        }

        foreach (var entry in tracker.Entries())
        {
            switch (entry)
            {
                // What a lead knows from the beginning is no change of it.
                case { State: EntityState.Added, Entity: FactChange change } when !created.Contains(change.LeadId):
                    drafts.Add(Of(change));
                    break;
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

        // In the order of time, the lead before all else; of one instant the move before the hand-off that it opens.
        return
        [
            .. drafts
                .OrderBy(draft => draft.Type != LeadEventTypes.Created)
                .ThenBy(draft => draft.OccurredAt)
                .ThenByDescending(draft => draft.Type, StringComparer.Ordinal),
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
