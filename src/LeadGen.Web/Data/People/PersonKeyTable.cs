using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.People;

/// <summary>
/// Keeps the keys of leads in step with what is known of them, and looks for others by keys that are new: by an index, for these leads
/// alone, and never among all.
/// </summary>
public static class PersonKeyTable
{
    /// <summary>A key that more leads have is a switchboard or a common name, and says nothing.</summary>
    public const int HitsMax = 20;

    /// <summary>Of those who look by new keys; "persons" as a number.</summary>
    private const long OneAtATime = 0x70657273_6f6e73;

    /// <summary>In the transaction of whoever scores the leads anew. Of leads whose keys are the same nothing is written.</summary>
    public static async Task FollowAsync(
        LeadGenDbContext db,
        IReadOnlyCollection<Lead> leads,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (leads.Count == 0)
        {
            return;
        }

        var changed = await WriteAsync(db, leads, cancel);
        if (changed.Length > 0)
        {
            // Of two who come in at one moment each would miss the other: who looks second waits until the first is there.
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({OneAtATime})", cancel);
        }

        var hits = changed.Length == 0 ? [] : await HitsAsync(db, changed, cancel);
        hits.AddRange(await AliasesAsync(db, leads, cancel));
        if (changed.Length > 0)
        {
            await db
                .Duplicates.Where(pair => changed.Contains(pair.LowId) || changed.Contains(pair.HighId))
                .Where(pair => pair.DismissedAt == null)
                .ExecuteDeleteAsync(cancel);
        }

        await SuggestAsync(db, hits, now, cancel);
    }

    /// <summary>A lead that is merged into another is looked for no more; what was suggested of it is settled.</summary>
    public static async Task ForgetAsync(LeadGenDbContext db, Guid leadId, CancellationToken cancel)
    {
        await db.LeadKeys.Where(key => key.LeadId == leadId).ExecuteDeleteAsync(cancel);
        await db
            .Duplicates.Where(pair => (pair.LowId == leadId || pair.HighId == leadId) && pair.DismissedAt == null)
            .ExecuteDeleteAsync(cancel);
    }

    /// <summary>They are two persons: the pair is not suggested again.</summary>
    public static Task DismissAsync(
        LeadGenDbContext db,
        Guid one,
        Guid other,
        string actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var (low, high) = one.CompareTo(other) < 0 ? (one, other) : (other, one);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.duplicates (low_id, high_id, evidence, weight, found_at, dismissed_at, dismissed_by)
            values ({low}, {high}, '[]', 0, {now}, {now}, {actor})
            on conflict (low_id, high_id) do update set dismissed_at = excluded.dismissed_at, dismissed_by = excluded.dismissed_by
            where duplicates.dismissed_at is null
            """,
            cancel
        );
    }

    /// <returns>The leads that have other keys than before.</returns>
    private static async Task<Guid[]> WriteAsync(
        LeadGenDbContext db,
        IReadOnlyCollection<Lead> leads,
        CancellationToken cancel
    )
    {
        var keys = leads
            .SelectMany(lead => PersonKeys.Of(lead).Select(key => new LeadKey(lead.Id, key.Key, key.Value)))
            .ToList();
        var changed = await db
            .Database.SqlQuery<Guid>(
                $"""
                with told as (
                    select * from unnest(
                        {keys.Select(key => key.LeadId).ToArray()}, {keys.Select(key => Terms.Of(key.Kind)).ToArray()},
                        {keys.Select(key => key.Value).ToArray()}) as t (lead_id, kind, value)),
                gone as (
                    delete from leadgen.lead_keys k
                    where k.lead_id = any({leads.Select(lead => lead.Id).ToArray()})
                        and not exists (select from told where told.lead_id = k.lead_id and told.kind = k.kind)
                    returning k.lead_id),
                come as (
                    insert into leadgen.lead_keys (lead_id, kind, value)
                    select lead_id, kind, value from told
                    where not exists (
                        select from leadgen.lead_keys k
                        where k.lead_id = told.lead_id and k.kind = told.kind and k.value = told.value)
                    on conflict (lead_id, kind) do update set value = excluded.value
                    returning lead_id)
                select lead_id as "Value" from gone union select lead_id from come
                """
            )
            .ToListAsync(cancel);
        return [.. changed];
    }

    /// <summary>Who shares a key with one of these leads.</summary>
    private static async Task<List<Hit>> HitsAsync(LeadGenDbContext db, Guid[] changed, CancellationToken cancel)
    {
        var shared = await db
            .Database.SqlQuery<SharedKey>(
                $"""
                select k.lead_id, o.lead_id as other_id, k.kind, l.first_name, m.first_name as other_first_name
                from leadgen.lead_keys k
                cross join lateral (
                    select x.lead_id from leadgen.lead_keys x
                    where x.kind = k.kind and x.value = k.value and x.lead_id <> k.lead_id
                    limit {HitsMax + 1}) o
                join leadgen.leads l on l.id = k.lead_id
                join leadgen.leads m on m.id = o.lead_id
                where k.lead_id = any({changed})
                """
            )
            .ToListAsync(cancel);
        return
        [
            .. shared
                .GroupBy(key => (key.LeadId, key.Kind))
                .Where(others => others.Count() <= HitsMax)
                .SelectMany(others => others)
                .Where(key =>
                    Terms.Read<PersonKeyKind>(key.Kind) != PersonKeyKind.NameAtDomain
                    || PersonKeys.MayBeOne(key.FirstName, key.OtherFirstName)
                )
                .Select(key => new Hit(key.LeadId, key.OtherId, Terms.Read<PersonKeyKind>(key.Kind))),
        ];
    }

    /// <summary>Who has an address that leads into the mailbox of one of these leads, or the other way round.</summary>
    private static async Task<List<Hit>> AliasesAsync(
        LeadGenDbContext db,
        IReadOnlyCollection<Lead> leads,
        CancellationToken cancel
    )
    {
        var addresses = leads
            .Select(lead => (lead.Id, Email: EmailAddress.TryParse(lead.Email, out var email) ? email : null))
            .Where(one => one.Email is not null)
            .Select(one => (one.Id, one.Email!.Key, Mailbox: PersonKeys.Mailbox(one.Email)))
            .ToList();
        var aliases = await db
            .Database.SqlQuery<Alias>(
                $"""
                select a.lead_id, k.lead_id as other_id
                from unnest({addresses.Select(one => one.Id).ToArray()}, {addresses.Select(one =>
                    one.Key
                ).ToArray()}) as a (lead_id, email)
                join leadgen.lead_keys k on k.kind = {Terms.Of(PersonKeyKind.Mailbox)} and k.value = a.email
                union
                select a.lead_id, i.lead_id
                from unnest({addresses.Select(one => one.Id).ToArray()}, {addresses.Select(one => one.Key).ToArray()},
                    {addresses.Select(one => one.Mailbox).ToArray()}) as a (lead_id, email, mailbox)
                join leadgen.lead_identities i on i.email = a.mailbox
                where a.mailbox <> a.email
                limit {leads.Count * HitsMax}
                """
            )
            .ToListAsync(cancel);
        return [.. aliases.Select(alias => new Hit(alias.LeadId, alias.OtherId, PersonKeyKind.Mailbox))];
    }

    private static async Task SuggestAsync(
        LeadGenDbContext db,
        IEnumerable<Hit> hits,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var pairs = hits.Where(hit => hit.One != hit.Other)
            .GroupBy(hit => hit.One.CompareTo(hit.Other) < 0 ? (hit.One, hit.Other) : (hit.Other, hit.One))
            .Select(pair => (pair.Key, Evidence: pair.Select(hit => hit.Kind).Distinct().OrderDescending().ToArray()))
            .OrderBy(pair => pair.Key)
            .ToList();
        if (pairs.Count == 0)
        {
            return;
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.duplicates (low_id, high_id, evidence, weight, found_at)
            select low_id, high_id, evidence::jsonb, weight, {now} from unnest(
                {pairs.Select(pair => pair.Key.Item1).ToArray()}, {pairs.Select(pair => pair.Key.Item2).ToArray()},
                {pairs.Select(pair => JsonColumn.Write(pair.Evidence)).ToArray()},
                {pairs.Select(pair => pair.Evidence.Sum(kind => 1 << (int)kind)).ToArray()})
                as p (low_id, high_id, evidence, weight)
            on conflict (low_id, high_id) do update set evidence = excluded.evidence, weight = excluded.weight
            where duplicates.dismissed_at is null and duplicates.weight < excluded.weight
            """,
            cancel
        );
    }

    private readonly record struct Hit(Guid One, Guid Other, PersonKeyKind Kind);

    private sealed record SharedKey(Guid LeadId, Guid OtherId, string Kind, string? FirstName, string? OtherFirstName);

    private sealed record Alias(Guid LeadId, Guid OtherId);
}
