using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using Npgsql;

namespace LeadGen.Web.Demo;

/// <summary>
/// Puts invented leads in, by COPY, a chunk at a time in a transaction each. The same number is always the same people; who is
/// there already stays as they are, so it can be stopped and run again. Nobody is flooded: they are scored and do not move.
/// </summary>
public sealed class DemoSeed(
    NpgsqlDataSource source,
    IServiceScopeFactory scopes,
    RescoreQueue queue,
    TimeProvider time
)
{
    private const int ChunkSize = 2000;

    /// <summary>From so many new leads on the planner is told at once.</summary>
    private const int Many = 10_000;

    /// <param name="asOf">The end of the year over which all of it happened.</param>
    /// <param name="progress">Told how many leads have been looked at.</param>
    /// <returns>How many were added.</returns>
    public async Task<long> RunAsync(
        long leads,
        DateTimeOffset asOf,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        await using var turn = await Turn.TakeAsync(source, "leadgen demo seed", cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        var (seen, added) = (0L, 0L);
        using var chunks = Chunks(new DemoPeople(asOf).Take(leads)).GetEnumerator();
        var next = NextAsync(chunks, cancel);
        // While one chunk is written the next is thought up.
        while (await next is { } chunk)
        {
            next = NextAsync(chunks, cancel);
            added += await WriteAsync(connection, chunk, cancel);
            seen += chunk.Sum(group => group.Leads.Count);
            progress?.Report(seen);
        }

        await FinishAsync(connection, added, cancel);
        return added;
    }

    /// <summary>Writes these people in one transaction, on top of what is there.</summary>
    internal async Task<long> WriteAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DemoGroup> groups,
        CancellationToken cancel
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // What a crash loses of it is made again by the next run.
        await ExecuteAsync(connection, "set local synchronous_commit = off", cancel);
        var accounts = await AccountsAsync(connection, groups, cancel);
        var known = await KnownAsync(connection, groups, cancel);
        var leads = groups
            .Where(group =>
                group.Account is not { } account || accounts.GetValueOrDefault(account.Domain, account.Id) == account.Id
            )
            .SelectMany(group => group.Leads)
            .Where(lead => !known.Contains(lead.Email.Key))
            .ToList();
        var companies = leads.Select(lead => lead.Lead.AccountId).ToHashSet();
        await Tables.Accounts.CopyAsync(
            connection,
            groups
                .Select(group => group.Account)
                .OfType<Account>()
                .Where(account => companies.Contains(account.Id) && !accounts.ContainsKey(account.Domain)),
            cancel
        );
        await Tables.Identities.CopyAsync(
            connection,
            leads.Select(lead => new LeadIdentity(lead.Email.Key, lead.Lead.Id)),
            cancel
        );
        await Tables.Leads.CopyAsync(connection, leads.Select(lead => lead.Lead), cancel);
        await Tables.FactChanges.CopyAsync(connection, leads.SelectMany(lead => lead.Changes), cancel);
        await Tables.Touchpoints.CopyAsync(connection, leads.SelectMany(lead => lead.Touchpoints), cancel);
        await Tables.Outcomes.CopyAsync(connection, leads.SelectMany(lead => lead.Outcomes), cancel);
        await Tables.StageMoves.CopyAsync(connection, leads.SelectMany(lead => lead.Moves), cancel);
        var now = time.GetUtcNow();
        await Tables.RescoreRequests.CopyAsync(
            connection,
            leads
                .Where(lead => lead.MovesBy is not null)
                .Select(lead => RescoreQueue.Request(lead.Lead.Id, MoveCause.Touchpoint, now, lead.MovesBy)),
            cancel
        );
        await transaction.CommitAsync(cancel);
        return leads.Count;
    }

    /// <summary>One pass over all leads scores them, while the app runs and has nothing more urgent.</summary>
    internal async Task FinishAsync(NpgsqlConnection connection, long added, CancellationToken cancel)
    {
        if (added == 0)
        {
            return;
        }

        if (added >= Many)
        {
            await ExecuteAsync(connection, "analyze leadgen.leads, leadgen.touchpoints, leadgen.accounts", cancel);
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        db.RescoreRuns.Add(await RescoreRuns.StartAsync(db, MoveCause.Time, time.GetUtcNow(), cancel));
        await db.SaveChangesAsync(cancel);
        // They came in the year that is over, where nobody looks for what is new.
        await FunnelMark.AskRecountAsync(db, time.GetUtcNow(), cancel);
        queue.Wake();
    }

    private static Task<List<DemoGroup>?> NextAsync(IEnumerator<List<DemoGroup>> chunks, CancellationToken cancel) =>
        Task.Run(() => chunks.MoveNext() ? chunks.Current : null, cancel);

    private static IEnumerable<List<DemoGroup>> Chunks(IEnumerable<DemoGroup> groups)
    {
        var (chunk, leads) = (new List<DemoGroup>(), 0);
        foreach (var group in groups)
        {
            chunk.Add(group);
            leads += group.Leads.Count;
            if (leads >= ChunkSize)
            {
                yield return chunk;
                (chunk, leads) = ([], 0);
            }
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private static async Task<HashSet<string>> KnownAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DemoGroup> groups,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            "select email from leadgen.lead_identities where email = any($1)",
            connection
        );
        command.Parameters.Add(new() { Value = groups.SelectMany(g => g.Leads).Select(l => l.Email.Key).ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancel))
        {
            known.Add(row.GetString(0));
        }

        return known;
    }

    private static async Task<Dictionary<string, Guid>> AccountsAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DemoGroup> groups,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            "select domain, id from leadgen.accounts where domain = any($1)",
            connection
        );
        command.Parameters.Add(
            new() { Value = groups.Select(group => group.Account?.Domain).OfType<string>().ToArray() }
        );
        await using var row = await command.ExecuteReaderAsync(cancel);
        var accounts = new Dictionary<string, Guid>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancel))
        {
            accounts[row.GetString(0)] = row.GetGuid(1);
        }

        return accounts;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
