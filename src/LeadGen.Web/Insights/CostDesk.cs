using LeadGen.Domain.Insights;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>Keeps what campaigns cost. Of the same campaign, month and currency the last word counts.</summary>
public sealed partial class CostDesk(LeadGenDbContext db, ILogger<CostDesk> log)
{
    private const string ValueKey = "customer_value";

    public async Task SaveAsync(IReadOnlyList<CampaignCost> costs, CancellationToken cancel)
    {
        // The last of the same is meant.
        var last = costs
            .GroupBy(cost => (cost.Month, cost.Source, cost.Medium, cost.Campaign, cost.Currency))
            .Select(same => same.Last())
            .ToList();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.campaign_costs (month, source, medium, campaign, currency, amount)
            select * from unnest({last.Select(cost => cost.Month).ToArray()}, {last.Select(cost =>
                    cost.Source
                ).ToArray()},
                {last.Select(cost => cost.Medium).ToArray()}, {last.Select(cost => cost.Campaign).ToArray()},
                {last.Select(cost => cost.Currency).ToArray()}, {last.Select(cost => cost.Amount).ToArray()})
            on conflict (month, source, medium, campaign, currency) do update set amount = excluded.amount
            """,
            cancel
        );
        InsightMetrics.CostsKept(last.Count);
        LogSaved(last.Count);
    }

    public Task<int> RemoveAsync(
        DateOnly month,
        string source,
        string medium,
        string campaign,
        string currency,
        CancellationToken cancel
    ) =>
        db
            .CampaignCosts.Where(cost =>
                cost.Month == month
                && cost.Source == source
                && cost.Medium == medium
                && cost.Campaign == campaign
                && cost.Currency == currency
            )
            .ExecuteDeleteAsync(cancel);

    /// <summary>Null where nobody has said it yet.</summary>
    public async Task<CustomerValue?> ValueAsync(CancellationToken cancel) =>
        await db
            .Settings.Where(setting => setting.Key == ValueKey)
            .Select(setting => (string?)setting.Value)
            .SingleOrDefaultAsync(cancel)
            is { } text
            ? JsonColumn.Read<CustomerValue>(text)
            : null;

    public Task<int> SaveAsync(CustomerValue value, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.settings (key, value) values ({ValueKey}, {JsonColumn.Write(value)})
            on conflict (key) do update set value = excluded.value
            """,
            cancel
        );

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} costs of campaigns were saved")]
    private partial void LogSaved(int count);
}
