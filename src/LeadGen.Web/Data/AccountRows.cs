using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>Accounts by their mail domains, made where there is none yet, by two statements for however many.</summary>
internal static class AccountRows
{
    public static async Task<Dictionary<string, Guid>> EnsureAsync(
        LeadGenDbContext db,
        IEnumerable<string> mailDomains,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var domains = mailDomains.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (domains.Length == 0)
        {
            return [];
        }

        var ids = domains.Select(_ => Guid.CreateVersion7(now)).ToArray();
        // In the order of the domains, so that two who make the same ones wait for each other and never in a circle.
        await db.Database.ExecuteSqlAsync(
            $$"""
            insert into leadgen.accounts (id, domain, facts, created_at, updated_at)
            select id, domain, '{}', {{now}}, {{now}} from unnest({{ids}}, {{domains}}) as made (id, domain) order by domain
            on conflict (domain) do nothing
            """,
            cancel
        );
        return await db
            .Accounts.AsNoTracking()
            .Where(account => domains.Contains(account.Domain))
            .Select(account => new { account.Domain, account.Id })
            .ToDictionaryAsync(account => account.Domain, account => account.Id, cancel);
    }
}
