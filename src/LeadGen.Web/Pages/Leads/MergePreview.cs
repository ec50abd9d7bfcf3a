using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>A fact of two leads, and which of both will count.</summary>
public sealed record MergedFact(string Key, Fact? Survivors, Fact? Others, Fact Counts, string Why);

/// <summary>One of the two, as it is alone.</summary>
public sealed record MergeSide(Guid Id, string Name, string Email, Stage Stage, int Score, Handoff? Open);

/// <summary>What a merge would make of two leads. Worked out on copies: nothing is changed.</summary>
/// <param name="Why">What stands in the way; null where nothing does.</param>
public sealed record MergePreview(
    MergeSide Survivor,
    MergeSide Other,
    IReadOnlyList<MergedFact> Facts,
    Stage Stage,
    ExplainedScore Score,
    Handoff? Stays,
    string? Why
)
{
    public static async Task<MergePreview?> ReadAsync(
        LeadGenDbContext db,
        LeadScoring scoring,
        Guid survivorId,
        Guid otherId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var leads = await db
            .Leads.AsNoTracking()
            .Where(lead => lead.Id == survivorId || lead.Id == otherId)
            .ToListAsync(cancel);
        if (
            leads.Find(lead => lead.Id == survivorId) is not { } survivor
            || leads.Find(lead => lead.Id == otherId) is not { } other
            || survivor == other
        )
        {
            return null;
        }

        var open = await db
            .Handoffs.AsNoTracking()
            .Where(handoff => handoff.LeadId == survivorId || handoff.LeadId == otherId)
            .Where(Queries.IsOpen)
            .ToDictionaryAsync(handoff => handoff.LeadId, cancel);
        var merged = await db.ReadMergedAsync([survivor, other], cancel);
        var (one, two) = (
            await SideAsync(db, scoring, survivor, open, cancel),
            await SideAsync(db, scoring, other, open, cancel)
        );
        var (facts, others) = (survivor.Facts, other.Facts);
        List<Lead> parts = [other, .. merged[survivorId], .. merged[otherId]];
        var why = Try(() => survivor.TakeIn(other, parts, now));
        Guid[] all = [survivorId, .. parts.Select(part => part.Id)];
        return new MergePreview(
            one,
            two,
            [
                .. FactWords
                    .InOrder(Fact.Join(facts, others))
                    .Select(fact =>
                        Of(fact.Key, facts.GetValueOrDefault(fact.Key), others.GetValueOrDefault(fact.Key), fact.Value)
                    ),
            ],
            survivor.Stage,
            await scoring.ExplainAsync(survivor, all, await AccountAsync(db, survivor, cancel), cancel),
            Handoff.Staying(survivor, open.GetValueOrDefault(survivorId), open.GetValueOrDefault(otherId)),
            why
        );
    }

    private static MergedFact Of(string key, Fact? survivors, Fact? others, Fact counts) =>
        new(key, survivors, others, counts, PersonWords.Why(counts, counts == survivors ? others : survivors));

    private static async Task<MergeSide> SideAsync(
        LeadGenDbContext db,
        LeadScoring scoring,
        Lead lead,
        Dictionary<Guid, Handoff> open,
        CancellationToken cancel
    )
    {
        var score = await scoring.ExplainAsync(lead, await AccountAsync(db, lead, cancel), cancel);
        return new MergeSide(
            lead.Id,
            LeadWords.Name(lead["first_name"], lead["last_name"], lead.Email),
            lead.Email,
            lead.Stage,
            score.Score.Total,
            open.GetValueOrDefault(lead.Id)
        );
    }

    private static async Task<Domain.Leads.Account?> AccountAsync(
        LeadGenDbContext db,
        Lead lead,
        CancellationToken cancel
    ) =>
        lead.AccountId is { } id
            ? await db.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancel)
            : null;

    private static string? Try(Action merge)
    {
        try
        {
            merge();
            return null;
        }
        catch (DomainException e)
        {
            return e.Message;
        }
    }
}
