using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Runs the pure flow for many leads at once: reads what it needs in a few queries, writes scores, moves and hand-offs in one batch.</summary>
public sealed class Rescorer(LeadGenDbContext db, PublishedModel published, TimeProvider time)
{
    /// <summary>Evaluates the leads of these signals in the caller's transaction.</summary>
    public async Task ScoreAsync(IReadOnlyList<RescoreRequest> requests, CancellationToken cancel)
    {
        var signals = requests.ToLookup(request => request.LeadId, SignalOf);
        var ids = signals.Select(group => group.Key).Order().ToArray();
        // Whoever moves a lead locks its row first, so that nothing is decided on what is about to change.
        var leads = await db
            .Leads.FromSql($"select * from leadgen.leads where id = any({ids}) order by id for update")
            .ToListAsync(cancel);
        var accounts = await LearnAccountsAsync(leads, cancel);
        var touchpoints = await db
            .Touchpoints.AsNoTracking()
            .Where(touchpoint => ids.Contains(touchpoint.LeadId!.Value))
            .ToListAsync(cancel);
        var open = await db
            .Handoffs.Where(handoff => ids.Contains(handoff.LeadId))
            .Where(handoff =>
                handoff.State == HandoffState.Open
                || handoff.State == HandoffState.Accepted
                || handoff.State == HandoffState.Started
            )
            .ToDictionaryAsync(handoff => handoff.LeadId, cancel);
        var byLead = touchpoints.ToLookup(touchpoint => touchpoint.LeadId!.Value);
        var model = await published.CurrentAsync(cancel);
        var now = time.GetUtcNow();
        var verdicts = leads
            .Select(lead =>
                (
                    lead.Id,
                    Verdict: Qualification.Evaluate(
                        new Evaluation(
                            lead,
                            ScoredFacts.Of(
                                lead,
                                lead.AccountId is { } account ? accounts.GetValueOrDefault(account) : null
                            ),
                            [.. byLead[lead.Id]],
                            model.Model,
                            model.Version,
                            open.GetValueOrDefault(lead.Id),
                            [.. signals[lead.Id]],
                            ServiceLevel.Default,
                            now
                        )
                    )
                )
            )
            .ToList();
        await SaveAsync(verdicts, model.Version, now, cancel);
    }

    private static Signal SignalOf(RescoreRequest request) =>
        new(request.Cause, request.Moves, request.TouchpointId, request.Actor);

    /// <summary>An account knows what its leads know; where that changes a fact, its other leads are asked for too.</summary>
    private async Task<Dictionary<Guid, Account>> LearnAccountsAsync(List<Lead> leads, CancellationToken cancel)
    {
        var ids = leads
            .Where(lead => lead.AccountId is not null)
            .Select(lead => lead.AccountId!.Value)
            .Distinct()
            .Order()
            .ToArray();
        var accounts = await db
            .Accounts.FromSql($"select * from leadgen.accounts where id = any({ids}) order by id for update")
            .ToDictionaryAsync(account => account.Id, cancel);
        var now = time.GetUtcNow();
        var changed = new HashSet<Guid>();
        foreach (var lead in leads)
        {
            if (lead.AccountId is { } id && accounts.TryGetValue(id, out var account) && account.LearnFrom(lead, now))
            {
                changed.Add(id);
            }
        }

        if (changed.Count > 0)
        {
            var scored = leads.Select(lead => lead.Id).ToArray();
            var colleagues = await db
                .Leads.AsNoTracking()
                .Where(lead =>
                    lead.AccountId != null && changed.Contains(lead.AccountId.Value) && !scored.Contains(lead.Id)
                )
                .Select(lead => lead.Id)
                .ToListAsync(cancel);
            db.RescoreRequests.AddRange(colleagues.Select(id => RescoreQueue.Quiet(id, MoveCause.Touchpoint, now)));
        }

        return accounts;
    }

    private async Task SaveAsync(
        List<(Guid Id, Verdict Verdict)> verdicts,
        int version,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        db.StageMoves.AddRange(verdicts.Select(lead => lead.Verdict.Move).OfType<StageMove>());
        // What is superseded must have left before its successor comes: a lead has one open hand-off at most.
        await db.SaveChangesAsync(cancel);
        db.Handoffs.AddRange(verdicts.Select(lead => lead.Verdict.Opened).OfType<Handoff>());
        await db.SaveChangesAsync(cancel);
        await LeadScoreTable.WriteAsync(
            db,
            [.. verdicts.Select(lead => RowOf(lead.Id, lead.Verdict, version, now))],
            cancel
        );
    }

    private static LeadScore RowOf(Guid leadId, Verdict verdict, int version, DateTimeOffset now) =>
        new()
        {
            LeadId = leadId,
            ModelVersion = version,
            Fit = verdict.Score.Fit,
            Engagement = verdict.Score.Engagement,
            Score = verdict.Score.Total,
            QualifyingScore = verdict.Qualifying.Total,
            Qualifies = verdict.Qualifies,
            Ready = verdict.Ready,
            ScoredAt = now,
        };
}
