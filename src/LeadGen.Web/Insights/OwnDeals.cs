using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>What own sales brought on average, in one currency.</summary>
/// <param name="Count">Of so many sales.</param>
public sealed record OwnDeals(string Currency, decimal Average, long Count)
{
    /// <summary>In the currency of the settings where there are sales in it, else in that of most.</summary>
    /// <returns>Null where no sale with an amount was told since then.</returns>
    public static async Task<OwnDeals?> ReadAsync(LeadGenDbContext db, DateOnly since, CancellationToken cancel)
    {
        var own = await db.ReadCurrencyAsync(cancel);
        return await db
            .Database.SqlQuery<OwnDeals>(
                $"""
                select currency, round(avg(amount), 2) as average, count(*) as count
                from leadgen.funnel_deals where won_on >= {since} and currency is not null and amount > 0
                group by currency order by currency is not distinct from {own}::text desc, count(*) desc, currency limit 1
                """
            )
            .SingleOrDefaultAsync(cancel);
    }
}
