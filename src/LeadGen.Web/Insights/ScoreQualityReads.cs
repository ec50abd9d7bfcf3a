using LeadGen.Domain.Learning;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>A lead that sales judged.</summary>
/// <param name="Score">What it had when sales got it, at <paramref name="At"/>.</param>
public sealed record JudgedLead(Guid LeadId, int Score, bool Good, DateTimeOffset At);

/// <summary>What sales said of the leads that a version scored, each beside the score that it had when sales got it.</summary>
public static class ScoreQualityReads
{
    public const int PageSize = 50;

    /// <param name="since">When the version came into force.</param>
    public static async Task<IReadOnlyList<JudgedScore>> JudgedAsync(
        LeadGenDbContext db,
        int version,
        DateTimeOffset since,
        CancellationToken cancel
    )
    {
        var rows = await Judged(db, version, since).ToListAsync(cancel);
        return [.. rows.Select(row => new JudgedScore(row.Score, row.Good, row.At))];
    }

    /// <summary>The leads behind a number, those that sales got last first; one more than a page where there is another.</summary>
    /// <param name="after">The last of the page before.</param>
    public static Task<List<JudgedLead>> LeadsAsync(
        LeadGenDbContext db,
        JudgedPick pick,
        DateTimeOffset since,
        (DateTimeOffset At, Guid Id)? after,
        CancellationToken cancel
    )
    {
        var leads = Judged(db, pick.Version, since);
        leads = pick.From is { } from ? leads.Where(lead => lead.Score >= from) : leads;
        leads = pick.To is { } to ? leads.Where(lead => lead.Score <= to) : leads;
        leads = pick.Good is { } good ? leads.Where(lead => lead.Good == good) : leads;
        if (pick.Month is { } month)
        {
            var first = new DateTimeOffset(month, TimeOnly.MinValue, TimeSpan.Zero);
            var next = first.AddMonths(1);
            leads = leads.Where(lead => lead.At >= first && lead.At < next);
        }

        if (after is { } last)
        {
            leads = leads.Where(lead =>
                lead.At < last.At || (lead.At == last.At && lead.LeadId.CompareTo(last.Id) < 0)
            );
        }

        return leads
            .OrderByDescending(lead => lead.At)
            .ThenByDescending(lead => lead.LeadId)
            .Take(PageSize + 1)
            .ToListAsync(cancel);
    }

    // As SalesVerdicts has it: a sale settles it, else the last hand-off, else a loss.
    private static IQueryable<JudgedLead> Judged(LeadGenDbContext db, int version, DateTimeOffset since) =>
        db.Database.SqlQuery<JudgedLead>(
            $"""
            with words as (
                select coalesce(l.merged_into, l.id) as lead_id, h.state as word, h.opened_at as handed, h.closed_at as said,
                    (h.dossier ->> 'score')::int as score, (h.dossier ->> 'model_version')::int as version
                from leadgen.handoffs h join leadgen.leads l on l.id = h.lead_id
                where h.id >= {FirstId.Since(since)} and h.opened_at >= {since} and h.closed_at is not null
                    and h.state in ('qualified', 'rejected', 'disqualified')
                union all
                select coalesce(l.merged_into, l.id), o.result, o.occurred_at, o.occurred_at, m.score, m.model_version
                from leadgen.outcomes o join leadgen.leads l on l.id = o.lead_id
                left join lateral (
                    select score, model_version from leadgen.stage_moves
                    where lead_id = o.lead_id and at <= o.occurred_at and score is not null
                    order by at desc, id desc limit 1) m on true
                where o.occurred_at >= {since}),
            told as (
                select words.*, bool_or(word in ('opportunity', 'won')) over (partition by lead_id) as sold,
                    word in ('qualified', 'rejected', 'disqualified') as by_handoff
                from words),
            verdicts as (
                select distinct on (lead_id) lead_id, sold or word = 'qualified' as good, handed as at, score, version
                from told
                order by lead_id, (by_handoff and not sold) desc, case when by_handoff and not sold then said end desc, handed)
            select lead_id, score, good, at from verdicts where version = {version} and score is not null
            """
        );
}
