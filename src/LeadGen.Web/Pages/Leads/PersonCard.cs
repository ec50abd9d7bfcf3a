using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.People;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>A lead in a few words.</summary>
public sealed record PersonCard(
    Guid Id,
    string Name,
    string Email,
    string? Company,
    string? Phone,
    Stage Stage,
    int? Score,
    DateTimeOffset CreatedAt
)
{
    /// <summary>Those of these leads that stand for themselves.</summary>
    public static async Task<Dictionary<Guid, PersonCard>> ReadAsync(
        LeadGenDbContext db,
        Guid[] ids,
        CancellationToken cancel
    )
    {
        var rows = await db
            .Leads.AsNoTracking()
            .Where(lead => ids.Contains(lead.Id) && lead.MergedInto == null)
            .Select(lead => new
            {
                Lead = lead,
                Score = db
                    .LeadScores.Where(score => score.LeadId == lead.Id)
                    .Select(score => (int?)score.Score)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancel);
        return rows.ToDictionary(row => row.Lead.Id, row => Of(row.Lead, row.Score));
    }

    private static PersonCard Of(Lead lead, int? score) =>
        new(
            lead.Id,
            LeadWords.Name(lead["first_name"], lead["last_name"], lead.Email),
            lead.Email,
            lead["company"],
            lead["phone"],
            lead.Stage,
            score,
            lead.CreatedAt
        );
}

/// <summary>Two leads that may be one person.</summary>
public sealed record DuplicateRow(
    PersonCard Low,
    PersonCard High,
    IReadOnlyList<PersonKeyKind> Evidence,
    DateTimeOffset FoundAt
)
{
    /// <summary>Of suggestions those whose leads are both there.</summary>
    public static async Task<List<DuplicateRow>> OfAsync(
        LeadGenDbContext db,
        IReadOnlyList<Duplicate> pairs,
        CancellationToken cancel
    )
    {
        var ids = pairs.SelectMany(pair => new[] { pair.LowId, pair.HighId }).Distinct().ToArray();
        var cards = await PersonCard.ReadAsync(db, ids, cancel);
        return
        [
            .. pairs
                .Where(pair => cards.ContainsKey(pair.LowId) && cards.ContainsKey(pair.HighId))
                .Select(pair => new DuplicateRow(cards[pair.LowId], cards[pair.HighId], pair.Evidence, pair.FoundAt)),
        ];
    }

    /// <summary>What is suggested of one lead, the surest first.</summary>
    public static async Task<List<DuplicateRow>> OfLeadAsync(
        LeadGenDbContext db,
        Guid leadId,
        CancellationToken cancel
    ) =>
        await OfAsync(
            db,
            await db
                .Duplicates.AsNoTracking()
                .Where(pair => (pair.LowId == leadId || pair.HighId == leadId) && pair.DismissedAt == null)
                .OrderByDescending(pair => pair.Weight)
                .Take(PersonKeyTable.HitsMax)
                .ToListAsync(cancel),
            cancel
        );

    public PersonCard Other(Guid leadId) => Low.Id == leadId ? High : Low;
}
