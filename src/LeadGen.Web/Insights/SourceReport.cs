using LeadGen.Domain.Insights;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>By how much of a source figures are told apart.</summary>
public enum SourceDepth
{
    Source,
    Medium,
    Campaign,
}

/// <summary>Where leads came from; parts that are not told apart, or not known, are empty.</summary>
public sealed record SourceKey(string Source, string Medium, string Campaign)
{
    /// <summary>Costs are kept as they were written; they are of the leads of the same source in whatever case.</summary>
    public static SourceKey Of(string source, string medium, string campaign) =>
        new(FunnelReads.Text(source), FunnelReads.Text(medium), FunnelReads.Text(campaign));
}

/// <param name="Currency">That all amounts are in; null where there are none.</param>
/// <param name="Others">Currencies in which there are costs or sales too: those are in no figure.</param>
/// <param name="WithoutAmount">Sales whose amount nobody told: they count as customers and bring nothing.</param>
/// <param name="YearRevenue">Of all sales of the year that is over.</param>
/// <param name="YearCustomers">Who bought in it.</param>
public sealed record SourceView(
    IReadOnlyList<(SourceKey Key, SourceFigures Figures)> Rows,
    SourceFigures Total,
    string? Currency,
    IReadOnlyList<string> Others,
    long WithoutAmount,
    decimal YearRevenue,
    long YearCustomers
);

/// <summary>Puts what sources brought beside what they cost, in one currency at a time.</summary>
public static class SourceReport
{
    public static async Task<SourceView> ReadAsync(
        LeadGenDbContext db,
        DaySpan span,
        SourceDepth depth,
        string? asked,
        DateOnly today,
        CancellationToken cancel
    )
    {
        var (counts, deals, costs) = (
            await CountsAsync(db, span, depth, cancel),
            await DealsAsync(db, span, depth, cancel),
            await CostsAsync(db, span, cancel)
        );
        var currencies = deals
            .Select(deal => (deal.Currency, deal.Amount))
            .Concat(costs.Select(cost => ((string?)cost.Currency, cost.Within(span))))
            .Where(one => one.Item1 is not null)
            .GroupBy(one => one.Item1!)
            .OrderByDescending(one => one.Count())
            .ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => one.Key)
            .ToList();
        var currency = currencies.Find(one => one == asked) ?? currencies.FirstOrDefault();
        var rows = counts
            .Select(row => (Key(row.Source, row.Medium, row.Campaign), Of(row)))
            .Concat(
                deals
                    .Where(deal => deal.Currency == currency && deal.Currency is not null)
                    .Select(deal => (Key(deal.Source, deal.Medium, deal.Campaign), Of(deal)))
            )
            .Concat(
                costs
                    .Where(cost => cost.Currency == currency)
                    .Select(cost =>
                        (Key(cost.Source, cost.Medium, cost.Campaign), Nothing with { Cost = cost.Within(span) })
                    )
            )
            .GroupBy(row => row.Item1, row => row.Item2)
            .Select(row => (row.Key, Figures: row.Aggregate(Nothing, (one, other) => one + other)))
            .OrderByDescending(row => row.Figures.Leads)
            .ThenByDescending(row => row.Figures.Cost)
            .ThenBy(row => row.Key.Source, StringComparer.Ordinal)
            .ToList();
        var year = await YearAsync(db, today.AddDays(1 - 365), currency, cancel);
        return new SourceView(
            rows,
            rows.Aggregate(Nothing, (sum, row) => sum + row.Figures),
            currency,
            [.. currencies.Where(one => one != currency)],
            deals.Where(deal => !deal.IsLast).Sum(deal => deal.WithoutAmount),
            year.Revenue,
            year.Customers
        );

        SourceKey Key(string source, string medium, string campaign) =>
            SourceKey.Of(
                source,
                depth >= SourceDepth.Medium ? medium : "",
                depth >= SourceDepth.Campaign ? campaign : ""
            );
    }

    private static readonly SourceFigures Nothing = new(0, 0, 0, 0, 0, 0, 0, 0);

    private static SourceFigures Of(CountRow row) =>
        Nothing with
        {
            Leads = row.Leads,
            Qualified = row.Qualified,
            Mql = row.Mql,
            Confirmed = row.Confirmed,
            Customers = row.Customers,
        };

    private static SourceFigures Of(DealRow deal) =>
        deal.IsLast ? Nothing with { LastTouch = deal.Amount } : Nothing with { FirstTouch = deal.Amount };

    private sealed record CountRow(
        string Source,
        string Medium,
        string Campaign,
        long Leads,
        long Qualified,
        long Mql,
        long Confirmed,
        long Customers
    );

    private static Task<List<CountRow>> CountsAsync(
        LeadGenDbContext db,
        DaySpan span,
        SourceDepth depth,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<CountRow>(
                $"""
                select g.source, case when {(int)depth} >= 1 then g.medium else '' end as medium,
                    case when {(int)depth} >= 2 then g.campaign else '' end as campaign,
                    coalesce(sum(d.count) filter (where d.step = {(short)FunnelStep.Lead}), 0)::bigint as leads,
                    coalesce(sum(d.count) filter (where d.step = {(short)
                    FunnelStep.Qualified}), 0)::bigint as qualified,
                    coalesce(sum(d.count) filter (where g.kind = 'mql' and d.step = {(short)
                    FunnelStep.Qualified}), 0)::bigint as mql,
                    coalesce(sum(d.count) filter (where d.step = {(short)
                    FunnelStep.Confirmed}), 0)::bigint as confirmed,
                    coalesce(sum(d.count) filter (where d.step = {(short)FunnelStep.Customer}), 0)::bigint as customers
                from leadgen.funnel_days d join leadgen.funnel_groups g on g.id = d.group_id
                where d.day between {span.From} and {span.To} and d.step >= {(short)FunnelStep.Lead}
                group by 1, 2, 3
                """
            )
            .ToListAsync(cancel);

    private sealed record DealRow(
        bool IsLast,
        string Source,
        string Medium,
        string Campaign,
        string? Currency,
        decimal Amount,
        long WithoutAmount
    );

    /// <summary>Sales to leads that came in these days, once by their first touch and once by their last.</summary>
    private static Task<List<DealRow>> DealsAsync(
        LeadGenDbContext db,
        DaySpan span,
        SourceDepth depth,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<DealRow>(
                $"""
                select touch.is_last, g.source, case when {(int)depth} >= 1 then g.medium else '' end as medium,
                    case when {(int)depth} >= 2 then g.campaign else '' end as campaign, f.currency,
                    coalesce(sum(f.amount), 0) as amount, count(*) filter (where f.amount is null or f.currency is null) as without_amount
                from leadgen.funnel_deals f
                cross join lateral (values (false, f.group_id), (true, f.last_group_id)) touch (is_last, group_id)
                join leadgen.funnel_groups g on g.id = touch.group_id
                where f.day between {span.From} and {span.To}
                group by 1, 2, 3, 4, 5
                """
            )
            .ToListAsync(cancel);

    private static Task<List<CampaignCost>> CostsAsync(LeadGenDbContext db, DaySpan span, CancellationToken cancel)
    {
        var first = new DateOnly(span.From.Year, span.From.Month, 1);
        return db
            .CampaignCosts.AsNoTracking()
            .Where(cost => cost.Month >= first && cost.Month <= span.To)
            .ToListAsync(cancel);
    }

    private sealed record YearRow(decimal Revenue, long Customers);

    private static Task<YearRow> YearAsync(
        LeadGenDbContext db,
        DateOnly since,
        string? currency,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<YearRow>(
                $"""
                select coalesce(sum(amount), 0) as revenue, count(distinct lead_id) as customers
                from leadgen.funnel_deals where won_on >= {since} and currency = {currency} and amount > 0
                """
            )
            .SingleAsync(cancel);
}
