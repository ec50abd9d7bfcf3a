using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>By what the times of people are told apart.</summary>
public enum SpeedBy
{
    Rep,
    Team,

    /// <summary>Where the lead first came from.</summary>
    Source,

    /// <summary>The hour of the day, by the clock of the settings, at which it was handed over.</summary>
    Hour,
}

/// <summary>How long people took, of some of the hand-offs opened in a period. Seconds; null where nothing was measured.</summary>
/// <param name="Key">Of a rep or a team its id, of an hour two digits; null for nobody, none or not known.</param>
/// <param name="AcceptLate">Accepted after the promise, or still open after it.</param>
public sealed record SpeedRow(
    string? Key,
    int Opened,
    int Accepted,
    int AcceptLate,
    int StartLate,
    double? AcceptMedian,
    double? AcceptP90,
    double? StartMedian,
    double? StartP90
);

/// <summary>Where promises are kept and where not.</summary>
public static class SpeedReport
{
    private const int RowsMax = 50;

    /// <param name="zone">By whose clock hours are told.</param>
    public static Task<List<SpeedRow>> ReadAsync(
        LeadGenDbContext db,
        SpeedBy by,
        TimeZoneInfo zone,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var keys = by switch
        {
            SpeedBy.Rep => "rep",
            SpeedBy.Team => "team",
            SpeedBy.Source => "source",
            SpeedBy.Hour => "hour",
        };
        return db
            .Database.SqlQuery<SpeedRow>(
                $"""
                select case {keys} when 'rep' then h.owner_id::text when 'team' then h.team_id::text
                        when 'source' then lower(l.first_touch #>> {"{source,name}"}::text[])
                        else to_char(h.opened_at at time zone {zone.Id}, 'HH24') end as key,
                    count(*)::int as opened, count(h.accepted_at)::int as accepted,
                    (count(*) filter (where coalesce(h.accepted_at, h.closed_at, {now}) > h.accept_due))::int as accept_late,
                    (count(*) filter (where coalesce(h.started_at, h.closed_at, {now}) > h.start_due))::int as start_late,
                    percentile_cont(.5) within group (order by extract(epoch from h.accepted_at - h.opened_at)) as accept_median,
                    percentile_cont(.9) within group (order by extract(epoch from h.accepted_at - h.opened_at)) as accept_p90,
                    percentile_cont(.5) within group (order by extract(epoch from h.started_at - h.accepted_at)) as start_median,
                    percentile_cont(.9) within group (order by extract(epoch from h.started_at - h.accepted_at)) as start_p90
                from leadgen.handoffs h left join leadgen.leads l on {keys} = 'source' and l.id = h.lead_id
                where h.id >= {FirstId.Since(since)} and h.opened_at >= {since} and h.state <> 'superseded'
                group by 1
                order by case when {keys} = 'hour' then to_char(min(h.opened_at) at time zone {zone.Id}, 'HH24') end, opened desc, key
                limit {RowsMax}
                """
            )
            .ToListAsync(cancel);
    }
}
