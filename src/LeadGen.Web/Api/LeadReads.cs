using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Reads;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Api;

/// <summary>Reads leads with what the API shows beside them.</summary>
internal sealed class LeadReads(LeadGenDbContext db, ConsentBook book)
{
    public const string ByNewest = "leads";
    public const string ByChange = "changed";
    public const int SearchMaxLength = 200;

    private const int OffersMax = 1000;

    /// <summary>Of a lead that was merged into another, that one.</summary>
    public async Task<Lead?> LeadAsync(Guid id, CancellationToken cancel)
    {
        var lead = await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == id, cancel);
        return lead?.MergedInto is { } survivor
            ? await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == survivor, cancel)
            : lead;
    }

    public async Task<LeadJson?> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await LeadAsync(id, cancel) is not { } lead)
        {
            return null;
        }

        var score = await db.LeadScores.AsNoTracking().SingleOrDefaultAsync(score => score.LeadId == lead.Id, cancel);
        var consents = await db.ConsentsAsync(lead.Id, await book.ReadAsync(cancel), cancel);
        return (await WithRestAsync([new ListedLead(lead, score)], cancel))[0] with
        {
            Consents = [.. consents.Select(ConsentJson.Of)],
        };
    }

    /// <summary>Newest first; with <see cref="LeadFilter.UpdatedSince"/> the longest unchanged first, so that who follows changes misses none.</summary>
    public async Task<ListPage<LeadJson>> ListAsync(LeadFilter filter, CancellationToken cancel)
    {
        var (limit, wanted) = (filter.Limit, filter.Wanted);
        var found = await LeadList.ReadAsync(db, wanted with { Take = limit + 1 }, cancel);
        return ListPage<LeadJson>.Of(
            await WithRestAsync(found, cancel),
            limit,
            lead => lead,
            lead =>
                wanted.UpdatedSince is null
                    ? new Cursor(ByNewest, null, 0, lead.Id)
                    : new Cursor(ByChange, lead.UpdatedAt, 0, lead.Id)
        );
    }

    /// <summary>The custom fields that the forms of the offers define.</summary>
    public async Task<IReadOnlyList<CustomField>> CustomFieldsAsync(CancellationToken cancel)
    {
        var forms = await db
            .Offers.AsNoTracking()
            .OrderBy(offer => offer.Slug)
            .Select(offer => offer.Form)
            .Take(OffersMax)
            .ToListAsync(cancel);
        return
        [
            .. forms
                .SelectMany(form => form)
                .Select(CustomField.From)
                .OfType<CustomField>()
                .DistinctBy(field => field.Key),
        ];
    }

    public Task<Guid?> IdOfAsync(EmailAddress email, CancellationToken cancel) =>
        db
            .LeadIdentities.Where(identity => identity.Email == email.Key)
            .Select(identity => (Guid?)identity.LeadId)
            .SingleOrDefaultAsync(cancel);

    private async Task<List<LeadJson>> WithRestAsync(IReadOnlyList<ListedLead> leads, CancellationToken cancel)
    {
        var accountIds = leads.Select(row => row.Lead.AccountId).OfType<Guid>().Distinct().ToArray();
        var ownerIds = leads.Select(row => row.Lead.OwnerId).OfType<Guid>().Distinct().ToArray();
        var accounts = await db
            .Accounts.AsNoTracking()
            .Where(account => accountIds.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, cancel);
        var leadIds = leads.Select(row => row.Lead.Id).ToArray();
        var emails = (
            await db.LeadIdentities.AsNoTracking().Where(one => leadIds.Contains(one.LeadId)).ToListAsync(cancel)
        ).ToLookup(one => one.LeadId, one => one.Email);
        var owners = await db
            .Users.AsNoTracking()
            .Where(user => ownerIds.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, cancel);
        return
        [
            .. leads.Select(row =>
                LeadJson.Of(
                    row.Lead,
                    accounts.GetValueOrDefault(row.Lead.AccountId ?? Guid.Empty),
                    owners.GetValueOrDefault(row.Lead.OwnerId ?? Guid.Empty),
                    row.Score,
                    emails[row.Lead.Id]
                )
            ),
        ];
    }
}
