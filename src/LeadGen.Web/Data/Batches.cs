using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace LeadGen.Web.Data;

/// <summary>
/// Transactions of background work that claim rows by locking them. Of an instance that is frozen in one the claim ends, and with it all
/// that was begun: by the server where it waits for the next statement, and by <see cref="EndFrozenAsync"/> where it is amid one. What is
/// frozen while it reads an answer or writes a statement is idle for nobody, and no timeout of the server's ends it.
/// </summary>
public static class Batches
{
    /// <summary>How such a session is called in <c>pg_stat_activity</c> for as long as its transaction lasts.</summary>
    public const string Name = "leadgen batch";

    public static async Task<IDbContextTransaction> BeginBatchAsync(this LeadGenDbContext db, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"select set_config('idle_in_transaction_session_timeout', '15s', true), set_config('application_name', {Name}, true)",
            cancel
        );
        return transaction;
    }

    /// <summary>Ends the batches of all instances that last longer than that and do not wait for another's lock.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> EndFrozenAsync(this LeadGenDbContext db, TimeSpan after, CancellationToken cancel)
    {
        var ended = await db
            .Database.SqlQuery<bool>(
                $"""
                select pg_terminate_backend(pid) as "Value" from pg_stat_activity
                where datname = current_database() and application_name = {Name} and pid <> pg_backend_pid()
                    and xact_start < clock_timestamp() - {after} and wait_event_type is distinct from 'Lock'
                """
            )
            .ToListAsync(cancel);
        return ended.Count;
    }
}
