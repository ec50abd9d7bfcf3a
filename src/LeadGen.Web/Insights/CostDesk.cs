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
        var last = costs.GroupBy(SameOf).ToDictionary(same => same.Key, same => same.Last());
        var months = last.Keys.Select(key => key.Month).Distinct().ToArray();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var kept = await db.CampaignCosts.Where(cost => months.Contains(cost.Month)).ToListAsync(cancel);
        db.CampaignCosts.RemoveRange(kept.Where(cost => last.ContainsKey(SameOf(cost))));
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        var all = last.Values;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.campaign_costs (month, source, medium, campaign, currency, amount)
            select * from unnest({all.Select(cost => cost.Month).ToArray()}, {all.Select(cost =>
                    cost.Source
                ).ToArray()},
                {all.Select(cost => cost.Medium).ToArray()}, {all.Select(cost => cost.Campaign).ToArray()},
                {all.Select(cost => cost.Currency).ToArray()}, {all.Select(cost => cost.Amount).ToArray()})
            on conflict (month, source, medium, campaign, currency) do update set amount = excluded.amount
            """,
            cancel
        );
        await transaction.CommitAsync(cancel);
        InsightMetrics.CostsKept(last.Count);
        LogSaved(last.Count);
    }

    /// <summary>Those that are the same here are of the same campaign, in whatever case it was written.</summary>
    private static (DateOnly Month, SourceKey Source, string Currency) SameOf(CampaignCost cost) =>
        (cost.Month, SourceKey.Of(cost.Source, cost.Medium, cost.Campaign), cost.Currency);

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

    public Task SaveAsync(CustomerValue value, CancellationToken cancel) =>
        db.SaveSettingAsync(ValueKey, JsonColumn.Write(value), cancel);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} costs of campaigns were saved")]
    private partial void LogSaved(int count);
}
