using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.People;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.People;

/// <summary>What came of a change of a lead's addresses.</summary>
/// <param name="Why">What stood in the way, and what to do; null where it is done.</param>
/// <param name="OtherId">The lead that has the address already: the two may be one person.</param>
public sealed record AddressResult(string? Why = null, Guid? OtherId = null);

/// <summary>The e-mail addresses of a lead. Each belongs to one lead, and what comes by it is that lead's.</summary>
public sealed class AddressDesk(LeadGenDbContext db, TimeProvider time, RescoreQueue queue)
{
    public const int AddressesMax = 20;

    /// <summary>Those of a lead, in the order of the alphabet.</summary>
    public static Task<List<LeadIdentity>> OfAsync(LeadGenDbContext db, Guid leadId, CancellationToken cancel) =>
        db
            .LeadIdentities.AsNoTracking()
            .Where(identity => identity.LeadId == leadId)
            .OrderBy(identity => identity.Email)
            .ToListAsync(cancel);

    public Task<AddressResult> AddAsync(Guid leadId, EmailAddress email, string actor, CancellationToken cancel) =>
        ChangeAsync(
            leadId,
            actor,
            async (lead, there, _) =>
            {
                if (there.Exists(identity => identity.Email == email.Key))
                {
                    return new AddressResult("The lead has this address already.");
                }

                if (there.Count >= AddressesMax)
                {
                    return new AddressResult($"A lead has {AddressesMax} addresses at most. Remove one first.");
                }

                // The key decides: whoever comes by the same address at this moment is found, or finds this lead.
                var added = await db.Database.ExecuteSqlAsync(
                    $"""
                    insert into leadgen.lead_identities (email, lead_id) values ({email.Key}, {lead.Id})
                    on conflict (email) do nothing
                    """,
                    cancel
                );
                return added > 0
                    ? new AddressResult()
                    : new AddressResult(
                        "Another lead has this address. If both are one person, merge them.",
                        await db
                            .LeadIdentities.Where(identity => identity.Email == email.Key)
                            .Select(identity => (Guid?)identity.LeadId)
                            .SingleOrDefaultAsync(cancel)
                    );
            },
            cancel
        );

    /// <summary>What comes by it from now on makes a new lead; what came stays.</summary>
    public Task<AddressResult> RemoveAsync(Guid leadId, string email, string actor, CancellationToken cancel) =>
        ChangeAsync(
            leadId,
            actor,
            async (lead, there, _) =>
            {
                if (there.Find(identity => identity.Email == email) is not { } gone)
                {
                    return new AddressResult("The lead has no such address any more.");
                }

                if (gone.CameWith is not null)
                {
                    return new AddressResult(
                        "It came with a lead that was merged into this one. Take the merge back instead."
                    );
                }

                if (IsWrittenTo(lead.Email, email) || (lead.Own is { } own && IsWrittenTo(own.Email, email)))
                {
                    return new AddressResult("Mail goes to this address. Choose another first.");
                }

                await db.LeadIdentities.Where(identity => identity.Email == email).ExecuteDeleteAsync(cancel);
                return new AddressResult();
            },
            cancel
        );

    /// <summary>Mail goes there from now on, and its kind is what scoring sees.</summary>
    public Task<AddressResult> ChooseAsync(Guid leadId, string email, string actor, CancellationToken cancel) =>
        ChangeAsync(
            leadId,
            actor,
            async (lead, there, now) =>
            {
                if (there.Find(identity => identity.Email == email) is not { } chosen)
                {
                    return new AddressResult("The lead has no such address any more.");
                }

                var address = EmailAddress.Parse(chosen.Email);
                lead.CalledBy(address, chosen.CameWith is null, now);
                if (lead.AccountId is null && (await db.MailDomainsAsync(cancel)).BusinessOf(address) is { } domain)
                {
                    lead.WorksFor((await AccountRows.EnsureAsync(db, [domain], now, cancel))[domain], now);
                }

                return new AddressResult();
            },
            cancel
        );

    private static bool IsWrittenTo(string written, string key) => EmailAddress.Parse(written).Key == key;

    private async Task<AddressResult> ChangeAsync(
        Guid leadId,
        string actor,
        Func<Lead, List<LeadIdentity>, DateTimeOffset, Task<AddressResult>> change,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.LockLeadAsync(leadId, cancel) is not { } lead)
        {
            return new AddressResult("There is no such lead any more.");
        }

        var result = await change(lead, await OfAsync(db, lead.Id, cancel), now);
        if (result.Why is not null)
        {
            return result;
        }

        db.RescoreRequests.Add(RescoreQueue.Quiet(lead.Id, MoveCause.Person, now) with { Actor = actor });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        queue.Wake();
        return result;
    }
}
