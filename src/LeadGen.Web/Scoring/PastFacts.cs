using LeadGen.Domain;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>What was known of a lead at an instant, its account's facts too, out of the changes that were kept.</summary>
public sealed class PastFacts(LeadGenDbContext db)
{
    /// <param name="parts">The lead and those that were merged into it.</param>
    public async Task<LeadFacts> OfAsync(
        Lead lead,
        Guid[] parts,
        DateTimeOffset at,
        DateTimeOffset? knownAt,
        CancellationToken cancel
    )
    {
        var changes = await db
            .FactChanges.AsNoTracking()
            .Where(change => parts.Contains(change.LeadId) && change.EffectiveAt <= at)
            .ToListAsync(cancel);
        var account = lead.AccountId is { } id ? await AccountAsync(id, at, knownAt, cancel) : null;
        return ScoredFacts.Of(LeadOrigin.Of(lead), FactChange.AsOf(changes, at, knownAt), account);
    }

    /// <summary>Of each fact the latest staff value, else the latest answer of any of the account's leads, as <see cref="Account.LearnFrom"/> has it.</summary>
    private async Task<Dictionary<string, string>> AccountAsync(
        Guid accountId,
        DateTimeOffset at,
        DateTimeOffset? knownAt,
        CancellationToken cancel
    )
    {
        var (shared, staff, known) = (
            Account.SharedFacts.ToArray(),
            Terms.Of(FactOrigin.Staff),
            knownAt ?? DateTimeOffset.MaxValue
        );
        var facts = await db
            .Database.SqlQuery<AccountFact>(
                $"""
                select distinct on (key) key, value
                from (
                    select told.key, told.value, c.origin, c.effective_at
                    from leadgen.leads l
                    join leadgen.fact_changes c on c.lead_id = l.id
                    cross join lateral jsonb_each_text(c.values) told
                    where l.account_id = {accountId}
                        and (l.own is null or l.own -> 'standing' ->> 'account_id' = l.account_id::text)
                        and c.effective_at <= {at} and c.recorded_at <= {known}
                    union all
                    select told.key, told.value, {staff}, c.at
                    from leadgen.account_changes c
                    cross join lateral jsonb_each_text(c.values) told
                    where c.account_id = {accountId} and c.at <= {at} and c.at <= {known}) said
                where key = any({shared}) and value is not null
                order by key, (origin = {staff}) desc, effective_at desc, value desc
                """
            )
            .ToListAsync(cancel);
        return facts.ToDictionary(fact => fact.Key, fact => fact.Value);
    }

    private sealed record AccountFact(string Key, string Value);
}
