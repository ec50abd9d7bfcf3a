using LeadGen.Domain;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>A funnel beside that of as many days before.</summary>
/// <param name="Kinds">By the kind of the first qualification; null for leads whose outcome was told without one.</param>
public sealed record FunnelView(
    Funnel Now,
    Funnel Before,
    IReadOnlyList<(QualificationKind? Kind, Funnel Funnel)> Kinds
);

/// <summary>The filters that figures can be asked by, with the values that there are.</summary>
public sealed record FunnelValues(
    string[] Offer,
    string[] Source,
    string[] Medium,
    string[] Campaign,
    string[] Channel,
    string[] Direction,
    string[] Persona,
    string[] Team,
    string[] Kind
);

/// <summary>Sums up what <see cref="FunnelCounting"/> keeps: a page never counts leads itself.</summary>
public static class FunnelReport
{
    public const int PageSize = 50;

    private sealed record Row(short Step, short Took, string Part, bool IsNow, long Count);

    public static async Task<FunnelView> ReadAsync(LeadGenDbContext db, FunnelPick pick, CancellationToken cancel)
    {
        var rows = await db
            .Database.SqlQueryRaw<Row>(Sql(pick), [.. Asked(pick).Select(filter => pick[filter]!)])
            .ToListAsync(cancel);
        var now = rows.FindAll(row => row.IsNow);
        return new FunnelView(
            Of(now),
            Of(rows.FindAll(row => !row.IsNow)),
            [
                .. now.Where(row => row.Step >= (short)FunnelStep.Qualified)
                    .GroupBy(row => Terms.Parse<QualificationKind>(row.Part))
                    .OrderBy(kind => kind.Key ?? (QualificationKind)int.MaxValue)
                    .Select(kind => (kind.Key, Of(kind))),
            ]
        );
    }

    /// <summary>The funnel of each persona that has one, by its id, in one look at the days.</summary>
    public static async Task<IReadOnlyDictionary<string, Funnel>> ByPersonaAsync(
        LeadGenDbContext db,
        DaySpan span,
        CancellationToken cancel
    )
    {
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select d.step, d.took, g.persona as part, true as is_now, sum(d.count)::bigint as count
                from leadgen.funnel_days d join leadgen.funnel_groups g on g.id = d.group_id
                where d.day between {span.From} and {span.To} and g.persona <> '' group by 1, 2, 3
                """
            )
            .ToListAsync(cancel);
        return rows.GroupBy(row => row.Part).ToDictionary(one => one.Key, Of);
    }

    /// <summary>
    /// Days and names of columns stand in the text, what was typed does not: for days and filters that it has not seen Postgres plans as
    /// if they chose a handful of rows, and takes seconds where they choose all.
    /// </summary>
    private static string Sql(FunnelPick pick)
    {
        var span = pick.Span;
        var conditions = Asked(pick).Select((filter, i) => $" and g.{filter} = {{{i}}}");
        return $"""
            select d.step, d.took, g.kind as part, d.day >= '{span.From:O}' as is_now, sum(d.count)::bigint as count
            from leadgen.funnel_days d join leadgen.funnel_groups g on g.id = d.group_id
            where d.day between '{span.Before.From:O}' and '{span.To:O}'{string.Concat(conditions)}
            group by 1, 2, 3, 4
            """;
    }

    private static IEnumerable<string> Asked(FunnelPick pick) =>
        FunnelPick.Filters.Where(filter => pick[filter] is not null);

    public static Task<FunnelValues> ValuesAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db
            .Database.SqlQuery<FunnelValues>(
                $"""
                select coalesce(array_agg(distinct offer), array[]::text[]) as offer, coalesce(array_agg(distinct source), array[]::text[]) as source,
                    coalesce(array_agg(distinct medium), array[]::text[]) as medium, coalesce(array_agg(distinct campaign), array[]::text[]) as campaign,
                    coalesce(array_agg(distinct channel), array[]::text[]) as channel,
                    coalesce(array_agg(distinct direction), array[]::text[]) as direction,
                    coalesce(array_agg(distinct persona), array[]::text[]) as persona, coalesce(array_agg(distinct team), array[]::text[]) as team,
                    coalesce(array_agg(distinct kind), array[]::text[]) as kind
                from leadgen.funnel_groups
                """
            )
            .SingleAsync(cancel);

    /// <summary>The leads behind a number, those that entered last first; one more than a page where there is another.</summary>
    public static Task<List<FunnelLead>> LeadsAsync(
        LeadGenDbContext db,
        FunnelPick pick,
        FunnelStep step,
        (DateOnly Day, Guid Id)? after,
        CancellationToken cancel
    )
    {
        var (span, steps) = (pick.Span, step - FunnelStep.Lead);
        var leads = db.FunnelLeads.AsNoTracking().Where(lead => lead.Day >= span.From && lead.Day <= span.To);
        if (steps > 0)
        {
            // The first half is the condition of an index.
            leads = leads.Where(lead => lead.Took.Length > 0 && lead.Took.Length >= steps);
        }

        if (pick.IsNarrowed)
        {
            var groups = Groups(db, pick);
            leads = leads.Where(lead => groups.Any(group => group.Id == lead.GroupId));
        }

        if (after is { } last)
        {
            leads = leads.Where(lead =>
                lead.Day < last.Day || (lead.Day == last.Day && lead.LeadId.CompareTo(last.Id) < 0)
            );
        }

        return leads
            .OrderByDescending(lead => lead.Day)
            .ThenByDescending(lead => lead.LeadId)
            .Take(PageSize + 1)
            .ToListAsync(cancel);
    }

    private static IQueryable<FunnelGroup> Groups(LeadGenDbContext db, FunnelPick pick)
    {
        var groups = db.FunnelGroups.AsQueryable();
        foreach (var filter in FunnelPick.Filters)
        {
            if (pick[filter] is { } value)
            {
                var column = char.ToUpperInvariant(filter[0]) + filter[1..];
                groups = groups.Where(group => EF.Property<string>(group, column) == value);
            }
        }

        return groups;
    }

    private static Funnel Of(IEnumerable<Row> rows) =>
        Funnel.Of([.. rows.Select(row => new FunnelCount((FunnelStep)row.Step, row.Took, row.Count))]);
}
