using LeadGen.Web.Data;
using LeadGen.Web.Data.Configurations;
using LeadGen.Web.Data.Reads;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Accounts;

/// <summary>An account of the list.</summary>
/// <param name="Leads">How many leads it has, at most <see cref="AccountList.LeadsMax"/>.</param>
/// <param name="Best">The highest score among these; null where none is scored.</param>
public sealed record AccountRow(Guid Id, string Name, string Domain, int Leads, int? Best);

/// <summary>Reads accounts, the newest first, a page at a time.</summary>
internal static class AccountList
{
    public const int PageSize = 50;

    /// <summary>Of a company with more leads it is enough to know that there are many.</summary>
    public const int LeadsMax = 200;

    /// <param name="words">In lower case; each is in the name or the domain.</param>
    /// <returns>Up to one more than a page: then there is another.</returns>
    public static async Task<List<AccountRow>> ReadAsync(
        LeadGenDbContext db,
        IReadOnlyList<string> words,
        Guid? after,
        CancellationToken cancel
    )
    {
        var matching = db.Accounts.AsNoTracking();
        foreach (var word in words)
        {
            var pattern = $"%{LeadList.Escaped(word)}%";
            matching = matching.Where(account =>
                EF.Functions.Like(EF.Property<string>(account, AccountConfiguration.Search), pattern, @"\")
            );
        }

        if (after is { } place)
        {
            matching = matching.Where(account => account.Id.CompareTo(place) < 0);
        }

        var accounts = await matching.OrderByDescending(account => account.Id).Take(PageSize + 1).ToListAsync(cancel);
        var counts = await CountsAsync(db, [.. accounts.Select(account => account.Id)], cancel);
        return [.. accounts.Select(account => RowOf(account, counts[account.Id]))];
    }

    private static AccountRow RowOf(Domain.Leads.Account account, Counted counted) =>
        new(account.Id, account.Name, account.Domain, counted.Leads, counted.Best);

    private static Task<Dictionary<Guid, Counted>> CountsAsync(
        LeadGenDbContext db,
        Guid[] ids,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<Counted>(
                $"""
                select a.id, counted.leads, counted.best
                from unnest({ids}) as a (id)
                cross join lateral (
                    select count(*)::int as leads, max(s.score) as best
                    from (
                        select id from leadgen.leads
                        where account_id = a.id and merged_into is null limit {LeadsMax}) l
                    left join leadgen.lead_scores s on s.lead_id = l.id) counted
                """
            )
            .ToDictionaryAsync(counted => counted.Id, cancel);

    private sealed record Counted(Guid Id, int Leads, int? Best);
}
