using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.People;
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
        var now = Kept(time.GetUtcNow());
        var signals = requests.ToLookup(
            request => request.LeadId,
            request => new Signal(request.Cause, request.Moves, request.TouchpointId, request.Actor)
        );
        var ids = signals.Select(group => group.Key).Order().ToArray();
        // Whoever moves a lead locks its row first, so that nothing is decided on what is about to change.
        var locked = await db
            .Leads.FromSql($"select * from leadgen.leads where id = any({ids}) order by id for update")
            .ToListAsync(cancel);
        HandOn(locked, requests, now);
        var leads = locked.FindAll(lead => lead.MergedInto is null);
        var merged = await db.ReadMergedAsync(leads, cancel);
        leads.ForEach(lead => lead.Know([.. merged[lead.Id]], now));
        // And so the hand-offs that wait: what is due on them is done before or after, not meanwhile.
        await db.Database.ExecuteSqlAsync(
            $"""
            select id from leadgen.handoffs where lead_id = any({ids}) and state in ('open', 'accepted', 'started')
            order by id for update
            """,
            cancel
        );
        var accounts = await LearnAccountsAsync(leads, merged, now, cancel);
        var model = await published.CurrentAsync(cancel);
        var beside = await shadow.CurrentAsync(cancel);
        var verdicts = await evaluator.EvaluateAsync(
            leads,
            merged,
            accounts,
            model,
            beside?.Model,
            signals,
            now,
            cancel
        );
        await SaveAsync(verdicts, now, cancel);
        if (beside is not null)
        {
            await shadow.CountAsync(beside, verdicts, now, cancel);
        }

        var scores = verdicts.Select(v => RowOf(v.Lead.Id, v.Lead.Stage, v.Verdict, model.Version, now)).ToList();
        await ScoreNews.TellAsync(db, scores.Where(score => signals[score.LeadId].Any(signal => signal.Moves)), cancel);
        await LeadScoreTable.WriteAsync(db, scores, cancel);
        await PersonKeyTable.FollowAsync(db, [.. leads.Where(lead => signals[lead.Id].Any(TellsOfThem))], now, cancel);
        Scored.Add(verdicts.Count);
    }

    /// <summary>An instant is stored in microseconds; a score is of the instant that is stored.</summary>
    public static DateTimeOffset Kept(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

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

    /// <summary>A model or time alone tell nothing new of the person.</summary>
    private static bool TellsOfThem(Signal signal) => signal.Cause is not (MoveCause.ModelPublished or MoveCause.Time);

    /// <summary>What happened to a merged lead happened to the one that it was found to be: that one is scored, next.</summary>
    private void HandOn(List<Lead> locked, IReadOnlyList<RescoreRequest> requests, DateTimeOffset now)
    {
        var survivors = locked
            .Where(lead => lead.MergedInto is not null)
            .ToDictionary(lead => lead.Id, lead => lead.MergedInto!.Value);
        db.RescoreRequests.AddRange(
            requests
                .Where(request => survivors.ContainsKey(request.LeadId))
                .Select(request => request with { Id = Guid.CreateVersion7(now), LeadId = survivors[request.LeadId] })
        );
    }

    /// <summary>An account knows what its leads know; where that changes a fact, its other leads are asked for too.</summary>
    private async Task<Dictionary<Guid, Account>> LearnAccountsAsync(
        List<Lead> leads,
        ILookup<Guid, Lead> merged,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        // Each tells its own account what it knows by itself, so that leads which part again leave no trace in each other's.
        var parts = leads.Concat(merged.SelectMany(group => group)).ToList();
        var ids = leads
            .Select(lead => lead.AccountId)
            .Concat(parts.Select(lead => lead.OwnAccountId))
            .OfType<Guid>()
            .Distinct()
            .Order()
            .ToArray();
        var accounts = await db
            .Accounts.FromSql($"select * from leadgen.accounts where id = any({ids}) order by id for update")
            .AsNoTracking()
            .ToDictionaryAsync(account => account.Id, cancel);
        var (learned, changed) = (new HashSet<Account>(), new HashSet<Guid>());
        foreach (var lead in parts)
        {
            if (lead.OwnAccountId is not { } id || !accounts.TryGetValue(id, out var account))
            {
                continue;
            }

            var before = account.Facts;
            if (account.LearnFrom(lead, now))
            {
                changed.Add(id);
            }

            // Also where the same is known from somebody newer.
            if (account.Facts != before)
            {
                learned.Add(account);
            }
        }

        await KeepAsync(learned, now, cancel);
        if (changed.Count > 0)
        {
            var scored = leads.Select(lead => lead.Id).ToArray();
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.rescore_requests (id, lead_id, cause, moves)
                select gen_random_uuid(), id, {Terms.Of(MoveCause.Touchpoint)}, false from leadgen.leads
                where account_id = any({changed.ToArray()}) and not id = any({scored}) and merged_into is null
                """,
                cancel
            );
        }

        return accounts;
    }

    private async Task KeepAsync(HashSet<Account> learned, DateTimeOffset now, CancellationToken cancel)
    {
        if (learned.Count > 0)
        {
            var (ids, facts) = (
                learned.Select(account => account.Id).ToArray(),
                learned.Select(account => JsonColumn.Write(account.Facts)).ToArray()
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.accounts a set facts = told.facts::jsonb, updated_at = {now}
                from unnest({ids}, {facts}) told (id, facts) where a.id = told.id
                """,
                cancel
            );
        }
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
