using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>
/// Records what became of a lead, at any stage, for pages and API alike: the outcome, the moves it makes, the skipped ones too, and the end of
/// an open hand-off in one transaction.
/// </summary>
public sealed class OutcomeDesk(LeadGenDbContext db, TimeProvider time, RescoreQueue queue)
{
    /// <summary>In the caller's transaction where there is one, else in its own.</summary>
    public async Task<RecordingResult> RecordAsync(OutcomeEntry entry, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var form = OutcomeForm.Read(entry, await ReasonsAsync(cancel), now);
        if (form.Errors.Count > 0)
        {
            return new RecordingResult.Invalid(form.Errors);
        }

        await using var transaction = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync(cancel)
            : null;
        var result = await RecordAsync(entry, form, cancel);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancel);
        }

        queue.Wake();
        return result;
    }

    private async Task<RecordingResult> RecordAsync(OutcomeEntry entry, OutcomeForm form, CancellationToken cancel)
    {
        if (await db.LockLeadAsync(entry.LeadId, cancel) is not { } lead)
        {
            return new RecordingResult.NoSuchLead();
        }

        if (entry.Id is { } id && await db.Outcomes.FindAsync([id], cancel) is { } there)
        {
            return there.LeadId == lead.Id
                ? new RecordingResult.Recorded(there, lead.Stage, Again: true)
                : new RecordingResult.Invalid(
                    new Dictionary<string, string> { ["id"] = "Another outcome has this id: make a new one" }
                );
        }

        var now = time.GetUtcNow();
        var currency = form.Currency ?? (entry.Amount is null ? null : await db.ReadCurrencyAsync(cancel));
        var outcome = OutcomeOf(lead.Id, entry, form, currency, now);
        db.Outcomes.Add(outcome);
        var open = await CloseAsync(lead, outcome, form.Listed, now, cancel);
        var context = await db.PersonMovesAsync(lead.Id, entry.Actor, now, cancel);
        db.StageMoves.AddRange(
            OutcomeMoves.Apply(
                lead,
                outcome.Result,
                form.Listed?.Type,
                context with
                {
                    Reason = outcome.Reason,
                    HandoffId = open?.Id,
                    OccurredAt = outcome.OccurredAt,
                }
            )
        );
        db.RescoreRequests.Add(RescoreQueue.Quiet(lead.Id, MoveCause.Person, now));
        await db.SaveChangesAsync(cancel);
        return new RecordingResult.Recorded(outcome, lead.Stage, Again: false);
    }

    /// <summary>Of several of one name that of a lost one is meant, and one that is on.</summary>
    private async Task<IReadOnlyList<Reason>> ReasonsAsync(CancellationToken cancel) =>
        [
            .. (await db.ReadReasonsAsync(cancel))
                .OrderByDescending(reason => reason.Active)
                .ThenByDescending(reason => reason.Type == ReasonType.Lost),
        ];

    private static Outcome OutcomeOf(
        Guid leadId,
        OutcomeEntry entry,
        OutcomeForm form,
        string? currency,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = entry.Id ?? Guid.CreateVersion7(now),
            LeadId = leadId,
            Result = entry.Result,
            Amount = entry.Amount,
            Currency = currency,
            Reason = form.Reason,
            OccurredAt = form.OccurredAt,
            RecordedAt = now,
            Actor = entry.Actor,
        };

    private async Task<Handoff?> CloseAsync(
        Lead lead,
        Outcome outcome,
        Reason? listed,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var open = await db
            .Handoffs.Where(handoff => handoff.LeadId == lead.Id)
            .Where(Queries.IsOpen)
            .SingleOrDefaultAsync(cancel);
        var result = OutcomeMoves.EndOfHandoff(outcome.Result, listed?.Type);
        open?.Conclude(result, listed?.Key, listed is null ? outcome.Reason : null, outcome.Actor ?? "", now);
        return open;
    }
}
