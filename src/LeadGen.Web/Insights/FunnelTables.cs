using LeadGen.Domain;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>Writes what was read of leads, and sums up days of it.</summary>
internal sealed class FunnelTables(LeadGenDbContext db)
{
    /// <summary>Visitors are forgotten after a time; from then on their day stands as it was counted last.</summary>
    public const int VisitorDays = 30;

    private Dictionary<FunnelGroup, int>? _groups;

    /// <returns>The days that are to be summed up.</returns>
    public async Task<List<DateOnly>> WriteAsync(
        IReadOnlyList<FunnelReading> readings,
        Guid[] survivors,
        CancellationToken cancel
    )
    {
        await AddGroupsAsync(readings.Select(reading => reading.Group), cancel);
        var ids = readings.Select(reading => reading.LeadId).ToArray();
        var groups = readings.Select(reading => _groups![reading.Group]).ToArray();
        var days = readings.Select(reading => DayOf(reading.Journey.Entered)).ToArray();
        var took = readings.Select(reading => TookOf(reading.Journey)).ToArray();
        return await db
            .Database.SqlQuery<DateOnly>(
                $$"""
                with was as (select day from leadgen.funnel_leads where lead_id = any({{ids}})),
                gone as (
                    delete from leadgen.funnel_leads f using leadgen.leads l
                    where l.merged_into = any({{survivors}}) and f.lead_id = l.id returning f.day),
                written as (
                    insert into leadgen.funnel_leads (lead_id, group_id, day, took)
                    select id, group_id, day, took::smallint[] from unnest({{ids}}, {{groups}}, {{days}}, {{took}}) as n (id, group_id, day, took)
                    on conflict (lead_id) do update set group_id = excluded.group_id, day = excluded.day, took = excluded.took
                    returning day)
                select day as "Value" from was union select day from gone union select day from written
                """
            )
            .ToListAsync(cancel);
    }

    /// <summary>Of sales that are known already, what has changed is written anew.</summary>
    public async Task WriteAsync(
        IReadOnlyList<DealReading> deals,
        IReadOnlyDictionary<Guid, FunnelReading> leads,
        CancellationToken cancel
    )
    {
        if (deals.Count == 0)
        {
            return;
        }

        await AddGroupsAsync(deals.Select(LastGroup), cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.funnel_deals (outcome_id, lead_id, group_id, day, won_on, last_group_id, amount, currency)
            select * from unnest({deals.Select(deal => deal.OutcomeId).ToArray()}, {deals.Select(deal =>
                deal.LeadId
            ).ToArray()},
                {deals.Select(deal => _groups![leads[deal.LeadId].Group]).ToArray()},
                {deals.Select(deal => DayOf(leads[deal.LeadId].Journey.Entered)).ToArray()},
                {deals.Select(deal => DayOf(deal.OccurredAt)).ToArray()}, {deals.Select(deal =>
                _groups![LastGroup(deal)]
            ).ToArray()},
                {deals.Select(deal => deal.Amount).ToArray()}, {deals.Select(deal => deal.Currency).ToArray()})
            on conflict (outcome_id) do update set lead_id = excluded.lead_id, group_id = excluded.group_id, day = excluded.day,
                last_group_id = excluded.last_group_id, amount = excluded.amount, currency = excluded.currency
            """,
            cancel
        );
    }

    private static FunnelGroup LastGroup(DealReading deal) =>
        new(
            Offer: "",
            FunnelReads.Text(deal.Source),
            FunnelReads.Text(deal.Medium),
            FunnelReads.Text(deal.Campaign),
            Channel: "",
            Direction: "",
            Persona: "",
            Team: "",
            Kind: ""
        );

    /// <summary>Sums up the leads of these days.</summary>
    public async Task SumAsync(DateOnly[] days, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync(
            $"delete from leadgen.funnel_days where day = any({days}) and step >= {(short)FunnelStep.Lead}",
            cancel
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.funnel_days (day, group_id, step, took, count)
            select l.day, l.group_id, {(short)FunnelStep.Lead} + s.place - 1, s.took, count(*)
            from leadgen.funnel_leads l
            cross join lateral unnest(array_prepend({TimeBuckets.NotKnown}::smallint, l.took)) with ordinality s (took, place)
            where l.day = any({days}) group by 1, 2, 3, 4
            """,
            cancel
        );
    }

    /// <summary>From this day on, those on which somebody became a lead, or was counted as one who is not there any more.</summary>
    public Task<List<DateOnly>> DaysAsync(DateOnly from, CancellationToken cancel) =>
        db
            .Database.SqlQuery<DateOnly>(
                $"""
                select day as "Value" from leadgen.funnel_leads where day >= {from}
                union select day from leadgen.funnel_days where day >= {from} and step >= {(short)FunnelStep.Lead}
                order by 1
                """
            )
            .ToListAsync(cancel);

    private sealed record VisitorRow(
        DateOnly Day,
        string? Source,
        string? Medium,
        string? Campaign,
        string? Referrer,
        long Count,
        long Known
    );

    /// <summary>Sums up the visitors who were first seen on a day or later.</summary>
    public async Task SumVisitorsAsync(DateOnly from, CancellationToken cancel)
    {
        var since = new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero);
        var rows = await db
            .Database.SqlQuery<VisitorRow>(
                $"""
                select (first_seen_at at time zone 'UTC')::date as day, first_touch #>> {"{source,name}"}::text[] as source,
                    first_touch #>> {"{source,medium}"}::text[] as medium, first_touch #>> {"{source,campaign}"}::text[] as campaign,
                    case when first_touch #>> {"{source,name}"}::text[] is null then first_touch #>> {"{source,referrer}"}::text[] end as referrer,
                    count(*) as count, count(lead_id) as known
                from leadgen.visitors where first_seen_at >= {since} group by 1, 2, 3, 4, 5
                """
            )
            .ToListAsync(cancel);
        var counts = rows.Select(row => (row.Day, Group: GroupOf(row), row.Count, row.Known))
            .GroupBy(row => (row.Day, row.Group))
            .Select(all =>
                (all.Key.Day, all.Key.Group, Count: all.Sum(one => one.Count), Known: all.Sum(one => one.Known))
            )
            .ToList();
        await AddGroupsAsync(counts.Select(one => one.Group), cancel);
        await db.FunnelDays.Where(day => day.Day >= from && day.Step < FunnelStep.Lead).ExecuteDeleteAsync(cancel);
        var steps = counts
            .SelectMany(one =>
                new[] { (one, Step: FunnelStep.Visitor, one.Count), (one, Step: FunnelStep.Known, Count: one.Known) }
            )
            .Where(one => one.Count > 0)
            .ToList();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.funnel_days (day, group_id, step, took, count)
            select day, group_id, step, {TimeBuckets.NotKnown}, count
            from unnest({steps.Select(one => one.one.Day).ToArray()}, {steps.Select(one =>
                _groups![one.one.Group]
            ).ToArray()},
                {steps.Select(one => (short)one.Step).ToArray()}, {steps.Select(one =>
                one.Count
            ).ToArray()}) as n (day, group_id, step, count)
            """,
            cancel
        );
    }

    private static FunnelGroup GroupOf(VisitorRow row) =>
        new(
            Offer: "",
            FunnelReads.Text(row.Source),
            FunnelReads.Text(row.Medium),
            FunnelReads.Text(row.Campaign),
            Channel: "",
            Terms.Of(ChannelRules.Decide(Source.From(row.Source, row.Medium, row.Campaign, row.Referrer)).Direction),
            Persona: "",
            Team: "",
            Kind: ""
        );

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>As an array of Postgres, in the order of the steps.</summary>
    private static string TookOf(Journey journey)
    {
        var steps = new List<short>();
        for (var step = FunnelStep.Qualified; step <= journey.Reached; step++)
        {
            steps.Add(TimeBuckets.Of(journey.Took(step)));
        }

        return $"{{{string.Join(',', steps)}}}";
    }

    private async Task AddGroupsAsync(IEnumerable<FunnelGroup> groups, CancellationToken cancel)
    {
        _groups ??= await KnownAsync(cancel);
        var added = groups.Distinct().Where(group => !_groups.ContainsKey(group)).ToList();
        foreach (var some in added.Chunk(1000))
        {
            // Copies: they are given their ids.
            db.FunnelGroups.AddRange(some.Select(group => group with { }));
            await db.SaveChangesAsync(cancel);
            foreach (var group in db.ChangeTracker.Entries<FunnelGroup>().Select(entry => entry.Entity))
            {
                _groups[group with { Id = 0 }] = group.Id;
            }

            db.ChangeTracker.Clear();
        }
    }

    private async Task<Dictionary<FunnelGroup, int>> KnownAsync(CancellationToken cancel)
    {
        var known = await db.FunnelGroups.AsNoTracking().ToListAsync(cancel);
        return known.ToDictionary(group => group with { Id = 0 }, group => group.Id);
    }
}
