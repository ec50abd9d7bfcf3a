using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tracking;

/// <summary>Visitors who never said who they are are forgotten: first what they did, then that they were here.</summary>
public static class VisitorCleaning
{
    private const int BatchSize = 5000;

    /// <returns>How many touchpoints and how many visitors were removed. Doing it twice removes nothing more.</returns>
    public static async Task<(int Touchpoints, int Visitors)> ForgetAsync(
        LeadGenDbContext db,
        TrackingPlan plan,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var quiet = now.AddDays(-plan.AnonymousDays);
        var touchpoints = await InBatchesAsync(
            db,
            $"""
            delete from leadgen.touchpoints where lead_id is null and id in (
                select t.id from leadgen.touchpoints t join leadgen.visitors v on v.id = t.visitor_id
                where t.lead_id is null and v.lead_id is null and coalesce(v.last_seen_at, v.first_seen_at) < {quiet}
                limit {BatchSize})
            """,
            cancel
        );
        // Who comes back with the cookie has agreed, and is not asked again: the row outlives the cookie.
        var gone = now.AddDays(-Math.Max(plan.AnonymousDays, plan.CookieDays));
        var visitors = await InBatchesAsync(
            db,
            $"""
            with gone as (
                select id from leadgen.visitors
                where lead_id is null and coalesce(last_seen_at, first_seen_at) < {gone}
                limit {BatchSize}),
            said as (delete from leadgen.consents c using gone where c.visitor_id = gone.id and c.lead_id is null)
            delete from leadgen.visitors v using gone where v.id = gone.id and v.lead_id is null
            """,
            cancel
        );
        return (touchpoints, visitors);
    }

    private static async Task<int> InBatchesAsync(LeadGenDbContext db, FormattableString sql, CancellationToken cancel)
    {
        var all = 0;
        while (true)
        {
            var some = await db.Database.ExecuteSqlAsync(sql, cancel);
            all += some;
            if (some < BatchSize)
            {
                return all;
            }
        }
    }
}
