using LeadGen.Domain.Insights;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>How far those have come whom a list of leads is asked for.</summary>
public enum TestReached
{
    Lead,
    Mql,
    Sql,
}

/// <summary>
/// What came of the variants of a test. A lead counts once, for the variant of its first form in the test, with all that was merged into it,
/// and comes to sales within the days of the plan or not at all. Who was erased, and whose form turned out to be a machine's, is left out.
/// </summary>
public static class OfferTestReads
{
    public const int PageSize = 50;

    private const string First = """
        select distinct on (coalesce(l.merged_into, l.id)) coalesce(l.merged_into, l.id) as lead, s.variant_id as variant, s.received_at as at,
            exists (select from leadgen.touchpoints t
                where t.lead_id = s.lead_id and t.occurred_at = s.received_at and t.submission_id = s.id and t.machine) as machine
        from leadgen.submissions s join leadgen.leads l on l.id = s.lead_id
        """;

    private const string Came = """
        select f.lead, f.variant, f.at, m.mql, m.sql
        from firsts f cross join lateral (
            select count(*) > 0 as mql, coalesce(bool_or(to_stage in ('sql', 'opportunity', 'customer')), false) as sql
            from leadgen.stage_moves
            where lead_id = any(array(select f.lead union all select id from leadgen.leads where merged_into = f.lead))
                and to_stage in ('mql', 'pql', 'cql', 'service_qualified', 'sql', 'opportunity', 'customer') and made_by <> 'undone'
                and at >= f.at and at < f.at + make_interval(days => {1})) m
        where not f.machine
        """;

    private const string OfTest =
        $"with firsts as ({First} where s.variant_id = any({{0}}) order by 1, s.received_at, s.id), came as ({Came})";

    private const string CountSql =
        OfTest
        + """
            select variant, (at at time zone 'UTC')::date as day, count(*) as leads, count(*) filter (where mql) as mql,
                count(*) filter (where sql) as sql
            from came group by 1, 2
            """;

    private const string RateSql =
        $"with firsts as ({First} where s.offer_id = {{0}} and s.received_at >= {{2}} and s.received_at < {{3}} order by 1, s.received_at, s.id), "
        + $"came as ({Came}) select count(*) filter (where mql) as mql, count(*) filter (where sql) as sql from came";

    private const string LeadsSql =
        OfTest
        + """
            select lead as "Value" from came
            where variant = {2} and ({3} = 0 or {3} = 1 and mql or {3} = 2 and sql) and lead < {4} and at < {6}
            order by lead desc limit {5}
            """;

    private sealed record CameRow(Guid Variant, DateOnly Day, long Leads, long Mql, long Sql);

    private sealed record FormsRow(Guid Variant, DateOnly Day, long Forms);

    private sealed record ReachedRow(long Mql, long Sql);

    public static async Task<List<VariantCount>> CountAsync(
        LeadGenDbContext db,
        OfferTest test,
        CancellationToken cancel
    )
    {
        var variants = IdsOf(test);
        var views = await db.VariantDays.AsNoTracking().Where(d => variants.Contains(d.VariantId)).ToListAsync(cancel);
        var forms = await db
            .Database.SqlQuery<FormsRow>(
                $"""
                select variant_id as variant, (received_at at time zone 'UTC')::date as day, count(*) as forms
                from leadgen.submissions where variant_id = any({variants}) and state in ('accepted', 'released') group by 1, 2
                """
            )
            .ToListAsync(cancel);
        var came = await db.Database.SqlQueryRaw<CameRow>(CountSql, variants, test.Plan.Days).ToListAsync(cancel);
        return
        [
            .. views.Select(row => new VariantCount(row.VariantId, row.Day, Views: row.Viewed)),
            .. forms.Select(row => new VariantCount(row.Variant, row.Day, Forms: row.Forms)),
            .. came.Select(row => new VariantCount(row.Variant, row.Day, Leads: row.Leads, Mql: row.Mql, Sql: row.Sql)),
        ];
    }

    /// <summary>Of the views of an offer in a time those that reached the goal: what a test of it may expect.</summary>
    public static async Task<Share> RateAsync(
        LeadGenDbContext db,
        Guid offer,
        TestPlan plan,
        (DateTimeOffset From, DateTimeOffset To) time,
        CancellationToken cancel
    )
    {
        var (from, to) = (DayOf(time.From), DayOf(time.To));
        var views = await db
            .LandingDays.Where(day => day.OfferId == offer && day.Day >= from && day.Day < to)
            .SumAsync(day => day.Viewed, cancel);
        var reached = await db
            .Database.SqlQueryRaw<ReachedRow>(
                RateSql,
                offer,
                plan.Days,
                time.From.ToUniversalTime(),
                time.To.ToUniversalTime()
            )
            .SingleAsync(cancel);
        var hits = plan.Goal == TestGoal.Mql ? reached.Mql : reached.Sql;
        return new Share(hits, Math.Max(views, hits));
    }

    /// <summary>The leads behind a number, those that came last first; one more than a page where there is another.</summary>
    public static async Task<List<Lead>> LeadsAsync(
        LeadGenDbContext db,
        OfferTest test,
        (Guid Variant, TestReached Reached, DateOnly? Until) what,
        Guid? after,
        CancellationToken cancel
    )
    {
        var ids = await db
            .Database.SqlQueryRaw<Guid>(
                LeadsSql,
                IdsOf(test),
                test.Plan.Days,
                what.Variant,
                (int)what.Reached,
                after ?? Guid.AllBitsSet,
                PageSize + 1,
                EndOf(what.Until)
            )
            .ToArrayAsync(cancel);
        return await db
            .Leads.AsNoTracking()
            .Where(lead => ids.Contains(lead.Id))
            .OrderByDescending(lead => lead.Id)
            .ToListAsync(cancel);
    }

    private static Guid[] IdsOf(OfferTest test) => [.. test.Variants.Select(variant => variant.Id)];

    private static DateTimeOffset EndOf(DateOnly? day) =>
        day is { } last && last < DateOnly.MaxValue
            ? new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)
            : DateTimeOffset.MaxValue.AddDays(-1);

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
