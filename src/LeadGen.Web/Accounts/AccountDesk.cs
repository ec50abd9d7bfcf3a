using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Accounts;

/// <summary>What staff know better about companies, and about who works for which.</summary>
public sealed partial class AccountDesk(
    LeadGenDbContext db,
    TimeProvider time,
    RescoreQueue queue,
    ILogger<AccountDesk> log
)
{
    /// <summary>Takes facts that staff entered; all leads of the account are scored anew, quietly.</summary>
    /// <returns>How many facts have another value now; null where there is no such account.</returns>
    public async Task<int?> CorrectAsync(
        Guid accountId,
        IReadOnlyDictionary<string, string> values,
        string actor,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var found = await db
            .Accounts.FromSql($"select * from leadgen.accounts where id = {accountId} for update")
            .ToListAsync(cancel);
        if (found.SingleOrDefault() is not { } account)
        {
            return null;
        }

        var changed = account.Correct(values, now);
        if (changed.Count == 0)
        {
            return 0;
        }

        db.AccountChanges.Add(
            new AccountChange
            {
                Id = Guid.CreateVersion7(now),
                AccountId = accountId,
                At = now,
                Actor = actor,
                Values = changed,
            }
        );
        await db.SaveChangesAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.rescore_requests (id, lead_id, cause, moves, actor)
            select gen_random_uuid(), id, {Terms.Of(MoveCause.Person)}, false, {actor} from leadgen.leads
            where account_id = {accountId} and merged_into is null
            """,
            cancel
        );
        await transaction.CommitAsync(cancel);
        queue.Wake();
        AccountMetrics.Corrected(changed.Count);
        LogCorrected(accountId, changed.Count);
        return changed.Count;
    }

    /// <summary>Says for which company a lead works, by its mail domain; empty for none.</summary>
    /// <returns>What is wrong and what to do; null where it is done.</returns>
    public async Task<string?> AssignAsync(Guid leadId, string? domain, string actor, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        string? business = null;
        if (!string.IsNullOrWhiteSpace(domain))
        {
            if (!EmailAddress.TryParse("name@" + domain.Trim().TrimStart('@'), out var address))
            {
                return "Enter a mail domain such as acme.example";
            }

            business = (await db.MailDomainsAsync(cancel)).BusinessOf(address);
            if (business is null)
            {
                return "Anybody gets an address there: it is no company’s domain. Enter the company’s own";
            }
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.LockLeadAsync(leadId, cancel) is not { } lead)
        {
            return "There is no such lead any more";
        }

        lead.WorksFor(
            business is null ? null : (await AccountRows.EnsureAsync(db, [business], now, cancel))[business],
            now
        );
        db.RescoreRequests.Add(RescoreQueue.Quiet(lead.Id, MoveCause.Person, now) with { Actor = actor });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        queue.Wake();
        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId}: {Count} facts corrected")]
    private partial void LogCorrected(Guid accountId, int count);
}
