using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Evaluates many leads at once and writes their scores, moves and hand-offs in one batch.</summary>
public sealed class Rescorer(
    LeadGenDbContext db,
    PublishedModel published,
    LeadEvaluator evaluator,
    ShadowRun shadow,
    HandoffRouting routing,
    TimeProvider time
)
{
    private static readonly System.Diagnostics.Metrics.Counter<long> Scored = Metrics.Meter.CreateCounter<long>(
        "leadgen.leads.scored",
        description: "Leads whose score was made anew"
    );

    private static readonly System.Diagnostics.Metrics.Counter<long> Opened = Metrics.Meter.CreateCounter<long>(
        "leadgen.handoffs.opened",
        description: "Hand-offs opened, by kind"
    );

    /// <summary>Does these requests in the caller's transaction.</summary>
    public async Task ScoreAsync(IReadOnlyList<RescoreRequest> requests, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // The instant is stored in microseconds; the score is of the instant that is stored.
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var signals = requests.ToLookup(
            request => request.LeadId,
            request => new Signal(request.Cause, request.Moves, request.TouchpointId, request.Actor)
        );
        var ids = signals.Select(group => group.Key).Order().ToArray();
        // Whoever moves a lead locks its row first, so that nothing is decided on what is about to change.
        var leads = await db
            .Leads.FromSql($"select * from leadgen.leads where id = any({ids}) order by id for update")
            .ToListAsync(cancel);
        // And so the hand-offs that wait: what is due on them is done before or after, not meanwhile.
        await db.Database.ExecuteSqlAsync(
            $"""
            select id from leadgen.handoffs where lead_id = any({ids}) and state in ('open', 'accepted', 'started')
            order by id for update
            """,
            cancel
        );
        var accounts = await LearnAccountsAsync(leads, now, cancel);
        var model = await published.CurrentAsync(cancel);
        var beside = await shadow.CurrentAsync(cancel);
        var verdicts = await evaluator.EvaluateAsync(leads, accounts, model, beside?.Model, signals, now, cancel);
        await SaveAsync(verdicts, now, cancel);
        if (beside is not null)
        {
            await shadow.CountAsync(beside, verdicts, now, cancel);
        }

        await LeadScoreTable.WriteAsync(
            db,
            [.. verdicts.Select(v => RowOf(v.Lead.Id, v.Lead.Stage, v.Verdict, model.Version, now))],
            cancel
        );
        Scored.Add(verdicts.Count);
    }

    public static LeadScore RowOf(Guid lead, Stage stage, Verdict verdict, int version, DateTimeOffset at) =>
        new()
        {
            LeadId = lead,
            ModelVersion = version,
            Fit = verdict.Score.Fit,
            Engagement = verdict.Score.Engagement,
            Score = verdict.Score.Total,
            QualifyingScore = verdict.Qualifying.Total,
            Qualifies = verdict.Qualifies,
            Ready = verdict.Ready,
            Stage = stage,
            ScoredAt = at,
            RisesAt = verdict.RisesAt,
        };

    /// <summary>An account knows what its leads know; where that changes a fact, its other leads are asked for too.</summary>
    private async Task<Dictionary<Guid, Account>> LearnAccountsAsync(
        List<Lead> leads,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var ids = leads.Select(lead => lead.AccountId).OfType<Guid>().Distinct().Order().ToArray();
        var accounts = await db
            .Accounts.FromSql($"select * from leadgen.accounts where id = any({ids}) order by id for update")
            .ToDictionaryAsync(account => account.Id, cancel);
        var changed = new List<Guid>();
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
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.rescore_requests (id, lead_id, cause, moves)
                select gen_random_uuid(), id, {Terms.Of(MoveCause.Touchpoint)}, false from leadgen.leads
                where account_id = any({changed.Distinct().ToArray()}) and not id = any({scored})
                """,
                cancel
            );
        }

        return accounts;
    }

    private async Task SaveAsync(
        IReadOnlyList<(Lead Lead, Verdict Verdict)> verdicts,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        db.StageMoves.AddRange(verdicts.Select(v => v.Verdict.Move).OfType<StageMove>());
        // What is superseded must have left before its successor comes: a lead has one open hand-off at most.
        await db.SaveChangesAsync(cancel);
        var opened = new List<(Lead Lead, Handoff Handoff)>();
        foreach (var (lead, verdict) in verdicts)
        {
            if (verdict.Opened is { } handoff)
            {
                db.Handoffs.Add(handoff);
                opened.Add((lead, handoff));
                Opened.Add(1, new KeyValuePair<string, object?>("kind", Terms.Of(handoff.Kind)));
            }
        }

        await routing.RouteAsync(opened, now, cancel);

        await db.SaveChangesAsync(cancel);
    }
}
