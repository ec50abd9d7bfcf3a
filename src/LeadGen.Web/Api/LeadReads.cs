using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Configurations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Api;

/// <summary>Reads leads with what the API shows beside them.</summary>
internal sealed class LeadReads(LeadGenDbContext db)
{
    public const string ByNewest = "leads";
    public const string ByChange = "changed";
    public const int SearchMaxLength = 200;

    private const int OffersMax = 1000;

    public async Task<LeadJson?> FindAsync(Guid id, CancellationToken cancel)
    {
        var lead = await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == id, cancel);
        return lead is null ? null : (await WithRestAsync([lead], cancel))[0];
    }

    /// <summary>Newest first; with <see cref="LeadFilter.UpdatedSince"/> the longest unchanged first, so that who follows changes misses none.</summary>
    public async Task<ListPage<LeadJson>> ListAsync(LeadFilter filter, CancellationToken cancel)
    {
        var found = await Filtered(filter).Take(filter.Limit + 1).ToListAsync(cancel);
        var json = (await WithRestAsync(found, cancel)).ToDictionary(lead => lead.Id);
        return ListPage<LeadJson>.Of(
            found,
            filter.Limit,
            lead => json[lead.Id],
            lead =>
                filter.UpdatedSince is null
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

    private IQueryable<Lead> Filtered(LeadFilter filter)
    {
        var leads = db.Leads.AsNoTracking();
        if (filter.Email is { Key: var key })
        {
            leads = leads.Where(lead => db.LeadIdentities.Any(i => i.Email == key && i.LeadId == lead.Id));
        }

        if (filter.Stages.Count > 0)
        {
            leads = leads.Where(lead => filter.Stages.Contains(lead.Stage));
        }

        if (filter.MinScore is { } min)
        {
            leads = leads.Where(lead => db.LeadScores.Any(score => score.LeadId == lead.Id && score.Score >= min));
        }

        foreach (var word in filter.Words)
        {
            leads = leads.Where(lead =>
                EF.Functions.Like(EF.Property<string>(lead, LeadConfiguration.Search), Pattern(word), "\\")
            );
        }

        return filter.UpdatedSince is { } since ? Changed(leads, since, filter.After) : Newest(leads, filter.After);
    }

    private static IQueryable<Lead> Newest(IQueryable<Lead> leads, Cursor? after)
    {
        if (after is not null)
        {
            leads = leads.Where(lead => lead.Id.CompareTo(after.Id) < 0);
        }

        return leads.OrderByDescending(lead => lead.Id);
    }

    private static IQueryable<Lead> Changed(IQueryable<Lead> leads, DateTimeOffset since, Cursor? after)
    {
        leads = leads.Where(lead => lead.UpdatedAt >= since);
        if (after is not null)
        {
            leads = leads.Where(lead =>
                lead.UpdatedAt > after.At || (lead.UpdatedAt == after.At && lead.Id.CompareTo(after.Id) > 0)
            );
        }

        return leads.OrderBy(lead => lead.UpdatedAt).ThenBy(lead => lead.Id);
    }

    private static string Pattern(string word) =>
        $"%{word.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    private async Task<List<LeadJson>> WithRestAsync(IReadOnlyList<Lead> leads, CancellationToken cancel)
    {
        var ids = leads.Select(lead => lead.Id).ToArray();
        var accountIds = leads.Select(lead => lead.AccountId).OfType<Guid>().Distinct().ToArray();
        var ownerIds = leads.Select(lead => lead.OwnerId).OfType<Guid>().Distinct().ToArray();
        var scores = await db
            .LeadScores.AsNoTracking()
            .Where(score => ids.Contains(score.LeadId))
            .ToDictionaryAsync(score => score.LeadId, cancel);
        var accounts = await db
            .Accounts.AsNoTracking()
            .Where(account => accountIds.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, cancel);
        var owners = await db
            .Users.AsNoTracking()
            .Where(user => ownerIds.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, cancel);
        return
        [
            .. leads.Select(lead =>
                LeadJson.Of(
                    lead,
                    accounts.GetValueOrDefault(lead.AccountId ?? Guid.Empty),
                    owners.GetValueOrDefault(lead.OwnerId ?? Guid.Empty),
                    scores.GetValueOrDefault(lead.Id)
                )
            ),
        ];
    }
}
