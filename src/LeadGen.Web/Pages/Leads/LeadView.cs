using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>All that the page of one lead shows.</summary>
public sealed record LeadView(
    Lead Lead,
    Domain.Leads.Account? Account,
    ExplainedScore Score,
    bool IsReady,
    Handoff? Open,
    IReadOnlyList<Handoff> Past,
    Timeline Timeline,
    IReadOnlyList<Consent> Consents,
    IReadOnlyList<ConsentState> States,
    IReadOnlyList<Reason> Reasons,
    IReadOnlyDictionary<Guid, string> People,
    OfferTitles Titles,
    ChecklistRules Checklist,
    IReadOnlyList<string> OtherAddresses,
    bool MayBeAnother,
    Persona? Persona
)
{
    private const int HandoffsMax = 20;
    private const int ConsentsMax = 20;

    public string Name => LeadWords.Name(Lead["first_name"], Lead["last_name"], Lead.Email);
    public string? Company => Lead["company"] ?? Account?.Name;

    public string? Person(Guid? id) => id is { } known ? People.GetValueOrDefault(known) : null;

    public static async Task<LeadView?> ReadAsync(
        LeadGenDbContext db,
        LeadScoring scoring,
        OfferTitles titles,
        Guid id,
        string? before,
        CancellationToken cancel
    )
    {
        if (await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == id, cancel) is not { } lead)
        {
            return null;
        }

        var account = lead.AccountId is { } accountId
            ? await db.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Id == accountId, cancel)
            : null;
        var parts = await db.PartsOfAsync(lead, cancel);
        var handoffs = await db
            .Handoffs.AsNoTracking()
            .Where(handoff => parts.Contains(handoff.LeadId))
            .OrderByDescending(handoff => handoff.Id)
            .Take(HandoffsMax)
            .ToListAsync(cancel);
        var reasons = await db.ReadReasonsAsync(cancel);
        return new LeadView(
            lead,
            account,
            await scoring.ExplainAsync(lead, account, cancel),
            await db.LeadScores.AnyAsync(score => score.LeadId == id && score.Ready, cancel),
            handoffs.Find(handoff => handoff.State.IsOpen()),
            [.. handoffs.Where(handoff => !handoff.State.IsOpen())],
            await new TimelineReader(db, id, reasons, titles).ReadAsync(before, cancel),
            await db
                .Consents.AsNoTracking()
                .Where(consent => consent.LeadId != null && parts.Contains(consent.LeadId.Value))
                .OrderByDescending(consent => consent.At)
                .Take(ConsentsMax)
                .ToListAsync(cancel),
            await db.ConsentsAsync(id, await ConsentBook.ReadAsync(db, cancel), cancel),
            reasons,
            await PeopleAsync(db, [.. handoffs.Select(handoff => handoff.OwnerId), lead.OwnerId], cancel),
            titles,
            await db.ReadChecklistRulesAsync(cancel),
            await OtherAddressesAsync(db, lead, cancel),
            await db.Duplicates.AnyAsync(
                pair => (pair.LowId == id || pair.HighId == id) && pair.DismissedAt == null,
                cancel
            ),
            (await PersonaRow.ReadAsync(db, cancel)).Of(lead, account)
        );
    }

    private static async Task<List<string>> OtherAddressesAsync(
        LeadGenDbContext db,
        Lead lead,
        CancellationToken cancel
    )
    {
        var written = EmailAddress.Parse(lead.Email).Key;
        return await db
            .LeadIdentities.Where(identity => identity.LeadId == lead.Id && identity.Email != written)
            .OrderBy(identity => identity.Email)
            .Select(identity => identity.Email)
            .ToListAsync(cancel);
    }

    private static Task<Dictionary<Guid, string>> PeopleAsync(
        LeadGenDbContext db,
        IEnumerable<Guid?> ids,
        CancellationToken cancel
    )
    {
        var known = ids.OfType<Guid>().Distinct().ToArray();
        return db
            .Users.Where(user => known.Contains(user.Id))
            .Select(user => new { user.Id, Name = user.DisplayName == "" ? user.UserName : user.DisplayName })
            .ToDictionaryAsync(user => user.Id, user => user.Name ?? "", cancel);
    }
}
