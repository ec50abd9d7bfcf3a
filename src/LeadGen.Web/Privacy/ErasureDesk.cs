using LeadGen.Domain;
using LeadGen.Domain.Leads;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Privacy;

/// <summary>
/// Erases people: what tells who they are goes from every table at once, and counts stay without a person. Whoever writes something of a
/// lead locks its row, and finds it gone afterwards; what slips in without that is found by <see cref="SweepAsync"/>.
/// </summary>
public sealed partial class ErasureDesk(CaptureTransaction transaction, TimeProvider time, ILogger<ErasureDesk> log)
{
    /// <summary>For how long late arrivals are looked for: no request lasts nearly as long.</summary>
    public static readonly TimeSpan Swept = TimeSpan.FromDays(2);

    /// <param name="still">Is it still to be done, once the lead is locked?</param>
    /// <returns>False where there is no such lead, or no more.</returns>
    public async Task<bool> EraseAsync(
        Guid leadId,
        ErasedBy by,
        string? actor,
        CancellationToken cancel,
        Func<LeadGenDbContext, CancellationToken, Task<bool>>? still = null
    )
    {
        var erased = await transaction.RunAsync(
            async (db, _, token) =>
                await db.LockLeadAsync(leadId, token) is { } lead
                && (still is null || await still(db, token))
                && await EraseAsync(db, lead, by, actor, token),
            cancel
        );
        if (erased)
        {
            PrivacyMetrics.Erased(by);
            LogErased(leadId, Terms.Of(by));
        }

        return erased;
    }

    public async Task<bool> WasErasedAsync(Guid leadId, CancellationToken cancel) =>
        await transaction.RunAsync(
            (db, _, token) => db.Erasures.AnyAsync(erasure => erasure.LeadId == leadId, token),
            cancel
        );

    /// <summary>Erases again what came for somebody in the moment in which they were erased.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await transaction.RunAsync(
            async (db, _, token) =>
            {
                var since = now - Swept;
                var recent = await db.Erasures.AsNoTracking().Where(one => one.At > since).ToListAsync(token);
                if (recent.Count > 0)
                {
                    await RunAsync(db, [.. recent.Select(one => one.LeadId)], now, token);
                    await GiveBackAccountsAsync(db, now, since, token);
                }

                return recent.Count;
            },
            cancel
        );
    }

    private async Task<bool> EraseAsync(
        LeadGenDbContext db,
        Lead lead,
        ErasedBy by,
        string? actor,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var ids = await db.PartsOfAsync(lead, cancel);
        db.ChangeTracker.Clear();
        // Whoever comes by an address of a part locks that part alone.
        var parts = await db
            .Leads.FromSql($"select * from leadgen.leads where id = any({ids}) order by id for update")
            .AsNoTracking()
            .ToListAsync(cancel);
        if (by is not ErasedBy.Retention)
        {
            await RememberAsync(db, ids, now, cancel);
        }

        var rows = await RunAsync(db, ids, now, cancel);
        var accounts = parts.SelectMany(part => new[] { part.AccountId, part.OwnAccountId }).OfType<Guid>().ToArray();
        var kept = await db
            .Accounts.Where(account => accounts.Contains(account.Id))
            .Select(account => account.Id)
            .ToListAsync(cancel);
        db.Erasures.AddRange(
            parts.Select(part => new Erasure
            {
                LeadId = part.Id,
                At = now,
                By = by,
                Actor = actor,
                AccountId = part.OwnAccountId is { } account && !kept.Contains(account) ? account : null,
                Rows = part.Id == lead.Id ? rows : new Dictionary<string, int>(),
            })
        );
        return true;
    }

    /// <summary>An old file does not bring back who asked to go.</summary>
    private static async Task RememberAsync(
        LeadGenDbContext db,
        Guid[] leads,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var addresses = await db
            .LeadIdentities.Where(identity => leads.Contains(identity.LeadId))
            .Select(identity => identity.Email)
            .ToListAsync(cancel);
        var hashes = addresses.Select(Tombstone.Of).Order().ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.tombstones (id, at) select id, {now} from unnest({hashes}) id
            on conflict (id) do update set at = excluded.at
            """,
            cancel
        );
    }

    /// <returns>How many rows of each table, where there were any.</returns>
    private static async Task<Dictionary<string, int>> RunAsync(
        LeadGenDbContext db,
        Guid[] leads,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        await using var batch = new NpgsqlBatch(
            (NpgsqlConnection)db.Database.GetDbConnection(),
            (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction()
        );
        // One id for all of it, and by no rule made of the old one.
        var nobody = Guid.CreateVersion7(now);
        var tables = PersonTables.All.Where(table => table.Erase.Length > 0).ToList();
        foreach (var table in tables)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(table.Erase)
                {
                    Parameters =
                    {
                        new() { Value = leads, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                        new() { Value = nobody, NpgsqlDbType = NpgsqlDbType.Uuid },
                        new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                    },
                }
            );
        }

        await batch.ExecuteNonQueryAsync(cancel);
        return tables
            .Select((table, place) => (table.Name, Rows: batch.BatchCommands[place].RecordsAffected))
            .GroupBy(told => told.Name)
            .Select(group => (Name: group.Key, Rows: group.Sum(told => told.Rows)))
            .Where(told => told.Rows > 0)
            .ToDictionary(told => told.Name, told => told.Rows);
    }

    /// <summary>A form of a colleague may have found the account just before it went with its only lead.</summary>
    private static async Task GiveBackAccountsAsync(
        LeadGenDbContext db,
        DateTimeOffset now,
        DateTimeOffset since,
        CancellationToken cancel
    )
    {
        await db.Database.ExecuteSqlAsync(
            $$"""
            with lost as (
                select l.id, l.account_id, split_part(i.email, '@', 2) as domain
                from leadgen.erasures e join leadgen.leads l on l.account_id = e.account_id
                join leadgen.lead_identities i on i.lead_id = l.id
                where e.at > {{since}} and not exists (select from leadgen.accounts a where a.id = l.account_id)),
            made as (
                insert into leadgen.accounts (id, domain, facts, created_at, updated_at)
                select distinct on (domain) account_id, domain, '{}'::jsonb, {{now}}, {{now}} from lost
                on conflict (domain) do nothing)
            update leadgen.leads l set account_id = a.id from lost join leadgen.accounts a on a.domain = lost.domain
            where l.id = lost.id
            """,
            cancel
        );
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Lead {LeadId} was erased by {By}")]
    private partial void LogErased(Guid leadId, string by);
}
