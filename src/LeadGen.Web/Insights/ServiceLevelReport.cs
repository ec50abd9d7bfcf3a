using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>What somebody has on the desk now.</summary>
/// <param name="Id">Null for what nobody has claimed.</param>
/// <param name="Soon">Promises that end within <see cref="ServiceLevelReport.Soon"/>.</param>
public sealed record DeskLoad(Guid? Id, string? Name, int Offered, int Accepted, int Started, int Soon, int Overdue);

/// <summary>
/// How long it took, of the hand-offs opened in the period. The time of the machine (from the recording of what the lead did to the
/// hand-off) stands apart from the time of people; it is measured where that alone led to the hand-off, and not where marketing, a person
/// or a new model held it back or brought it about. Seconds; null where nothing was measured.
/// </summary>
/// <param name="Caused">Opened by what the lead did.</param>
/// <param name="AcceptLate">Accepted after the promise, or still open after it.</param>
public sealed record Speed(
    int Opened,
    int Accepted,
    int Started,
    int AcceptLate,
    int StartLate,
    int Caused,
    double? SystemMedian,
    double? SystemP90,
    double? AcceptMedian,
    double? AcceptP90,
    double? StartMedian,
    double? StartP90
);

/// <param name="Reason">Label of the reason.</param>
/// <param name="Source">Where the lead first came from; null where that is not known.</param>
public sealed record RejectedBySource(string? Key, string Reason, string? Source, int Count);

/// <param name="Closed">Hand-offs closed in the period whose dossier has points of this criterion.</param>
public sealed record RejectedByCriterion(string Label, int Closed, int Rejected);

/// <param name="Key">Of the reason.</param>
/// <param name="Label">Of a criterion whose points were in the dossier.</param>
public sealed record RejectedForReason(string Label, string? Key, string Reason, int Count);

/// <summary>How sales keeps its promises, for those who lead it. Every query is bounded by the open hand-offs or by the period.</summary>
public static class ServiceLevelReport
{
    /// <summary>What runs out this soon is shown by name.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    /// <summary>The time of the machine is read from so many of the latest hand-offs: it takes a look at all that each lead did.</summary>
    public const int SystemMax = 2000;

    private const int RowsMax = 50;

    public static Task<List<DeskLoad>> LoadsAsync(LeadGenDbContext db, DateTimeOffset now, CancellationToken cancel)
    {
        var soon = now + Soon;
        return db
            .Database.SqlQuery<DeskLoad>(
                $"""
                select u.id as id, coalesce(nullif(u.display_name, ''), u.user_name) as name,
                    count(*) filter (where h.state = 'open')::int as offered,
                    count(*) filter (where h.state = 'accepted')::int as accepted,
                    count(*) filter (where h.state = 'started')::int as started,
                    count(*) filter (where h.due >= {now} and h.due < {soon})::int as soon,
                    count(*) filter (where h.due < {now})::int as overdue
                from leadgen.handoffs h left join leadgen.users u on u.id = h.owner_id
                where h.state in ('open', 'accepted', 'started')
                group by u.id, u.display_name, u.user_name
                order by overdue desc, soon desc, u.id is null desc, name
                """
            )
            .ToListAsync(cancel);
    }

    public static Task<Speed> SpeedAsync(
        LeadGenDbContext db,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<Speed>(
                $"""
                with opened as materialized (
                    select h.id, lead_id, opened_at, accepted_at, accept_due, started_at, start_due, closed_at from leadgen.handoffs h
                    where h.id >= {FirstId.Since(since)} and h.opened_at >= {since} and h.state <> 'superseded'),
                caused as materialized (
                    select o.id, o.lead_id, o.opened_at from opened o where exists (
                        select from leadgen.stage_moves m
                        where m.lead_id = o.lead_id and m.handoff_id = o.id and m.cause = 'touchpoint')),
                waits as (
                    select extract(epoch from h.opened_at - last.at) as waited
                    from (select lead_id, opened_at from caused order by id desc limit {SystemMax}) h cross join lateral (
                        select max(t.recorded_at) as at
                        from (select h.lead_id as id union all select id from leadgen.leads where merged_into = h.lead_id) part
                        join leadgen.touchpoints t on t.lead_id = part.id
                        where t.recorded_at <= h.opened_at and not t.machine) last)
                select count(*)::int as opened, count(accepted_at)::int as accepted, count(started_at)::int as started,
                    (count(*) filter (where coalesce(accepted_at, closed_at, {now}) > accept_due))::int as accept_late,
                    (count(*) filter (where coalesce(started_at, closed_at, {now}) > start_due))::int as start_late,
                    (select count(*) from caused)::int as caused,
                    (select percentile_cont(.5) within group (order by waited) from waits) as system_median,
                    (select percentile_cont(.9) within group (order by waited) from waits) as system_p90,
                    percentile_cont(.5) within group (order by extract(epoch from accepted_at - opened_at)) as accept_median,
                    percentile_cont(.9) within group (order by extract(epoch from accepted_at - opened_at)) as accept_p90,
                    percentile_cont(.5) within group (order by extract(epoch from started_at - accepted_at)) as start_median,
                    percentile_cont(.9) within group (order by extract(epoch from started_at - accepted_at)) as start_p90
                from opened
                """
            )
            .SingleAsync(cancel);

    public static Task<List<RejectedBySource>> RejectedBySourceAsync(
        LeadGenDbContext db,
        DateTimeOffset since,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<RejectedBySource>(
                $"""
                select h.reason as key, coalesce(r.label, h.reason, '') as reason, lower(l.first_touch #>> {"{source,name}"}::text[]) as source,
                    count(*)::int as count
                from leadgen.handoffs h join leadgen.leads l on l.id = h.lead_id
                left join leadgen.reasons r on r.key = h.reason
                where h.id >= {FirstId.Since(since)} and h.opened_at >= {since} and h.state = 'rejected'
                group by 1, 2, 3 order by count desc, 2, 3 limit {RowsMax}
                """
            )
            .ToListAsync(cancel);

    /// <summary>For which reasons those were rejected to whom a criterion had given points, or taken some.</summary>
    public static Task<List<RejectedForReason>> RejectedForReasonAsync(
        LeadGenDbContext db,
        DateTimeOffset since,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<RejectedForReason>(
                $"""
                select points ->> 'label' as label, h.reason as key, coalesce(r.label, h.reason, '') as reason, count(*)::int as count
                from leadgen.handoffs h cross join lateral jsonb_array_elements(h.dossier -> 'contributions') points
                left join leadgen.reasons r on r.key = h.reason
                where h.id >= {FirstId.Since(since)} and h.opened_at >= {since} and h.state = 'rejected'
                group by 1, 2, 3 order by count desc, 1, 3 limit {2 * RowsMax}
                """
            )
            .ToListAsync(cancel);

    public static Task<List<RejectedByCriterion>> RejectedByCriterionAsync(
        LeadGenDbContext db,
        DateTimeOffset since,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<RejectedByCriterion>(
                $"""
                select points ->> 'label' as label, count(*)::int as closed,
                    (count(*) filter (where h.state = 'rejected'))::int as rejected
                from leadgen.handoffs h, jsonb_array_elements(h.dossier -> 'contributions') points
                where h.id >= {FirstId.Since(since)} and h.opened_at >= {since}
                    and h.state in ('qualified', 'recycled', 'rejected', 'disqualified')
                group by 1 having count(*) filter (where h.state = 'rejected') > 0
                order by rejected desc, closed, 1 limit {RowsMax}
                """
            )
            .ToListAsync(cancel);
}
