using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Reads;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Accounts;

/// <summary>Something of a lead of an account: whose it is, and what.</summary>
public sealed record OfLead<T>(Lead Lead, T What);

/// <summary>All that the page of one account shows.</summary>
public sealed record AccountView(
    Domain.Leads.Account Account,
    IReadOnlyList<ListedLead> Leads,
    bool IsMore,
    IReadOnlyList<OfLead<Handoff>> Open,
    IReadOnlyList<OfLead<Outcome>> Outcomes,
    IReadOnlyList<AccountChange> Changes
)
{
    public const int PageSize = 50;
    private const int BesideMax = 20;

    public static string Words(OutcomeResult result) =>
        result switch
        {
            OutcomeResult.Opportunity => "Opportunity",
            OutcomeResult.Won => "Won",
            OutcomeResult.Lost => "Lost",
        };

    public static async Task<AccountView?> ReadAsync(
        LeadGenDbContext db,
        Guid id,
        Guid? after,
        CancellationToken cancel
    )
    {
        if (
            await db.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancel)
            is not { } account
        )
        {
            return null;
        }

        var place = after is { } last ? new LeadPlace(last) : null;
        var wanted = new LeadCriteria
        {
            AccountId = id,
            After = place,
            Take = PageSize + 1,
        };
        var leads = await LeadList.ReadAsync(db, wanted, cancel);
        var isMore = leads.Count > PageSize;
        return new AccountView(
            account,
            isMore ? leads[..PageSize] : leads,
            isMore,
            await db
                .Handoffs.AsNoTracking()
                .Where(Queries.IsOpen)
                .Join(
                    db.Leads.AsNoTracking().Where(lead => lead.AccountId == id),
                    handoff => handoff.LeadId,
                    lead => lead.Id,
                    (handoff, lead) => new { handoff, lead }
                )
                .OrderBy(row => row.handoff.AcceptDue)
                .ThenBy(row => row.handoff.Id)
                .Take(BesideMax)
                .Select(row => new OfLead<Handoff>(row.lead, row.handoff))
                .ToListAsync(cancel),
            await db
                .Outcomes.AsNoTracking()
                .Join(
                    db.Leads.AsNoTracking().Where(lead => lead.AccountId == id),
                    outcome => outcome.LeadId,
                    lead => lead.Id,
                    (outcome, lead) => new { outcome, lead }
                )
                .OrderByDescending(row => row.outcome.OccurredAt)
                .ThenByDescending(row => row.outcome.Id)
                .Take(BesideMax)
                .Select(row => new OfLead<Outcome>(row.lead, row.outcome))
                .ToListAsync(cancel),
            await db
                .AccountChanges.AsNoTracking()
                .Where(change => change.AccountId == id)
                .OrderByDescending(change => change.Id)
                .Take(BesideMax)
                .ToListAsync(cancel)
        );
    }
}
