using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Data;

/// <summary>
/// Changes a schema while others use it. Whoever waits for a lock of a table has all who come later wait behind them: so it waits for a
/// moment only, lets them go on, and tries again.
/// </summary>
public static class SchemaLocks
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <summary>Some minutes in all: what takes longer holds its lock for a reason that somebody should see.</summary>
    public const int TriesMax = 30;

    /// <param name="work">Changes all or nothing.</param>
    public static async Task RunAsync(
        LeadGenDbContext db,
        Func<CancellationToken, Task> work,
        TimeSpan wait,
        CancellationToken cancel
    )
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var milliseconds = (int)wait.TotalMilliseconds;
            await SetAsync(db, $"set lock_timeout = {milliseconds}", cancel);
            for (var tries = 1; ; tries++)
            {
                try
                {
                    await work(cancel);
                    break;
                }
                catch (Exception e) when (tries < TriesMax && IsLocked(e))
                {
                    await Task.Delay(wait, cancel);
                }
            }
        }
        finally
        {
            // Connections are not reset when they are given back.
            if (db.Database.GetDbConnection().State == ConnectionState.Open)
            {
                await SetAsync(db, "reset lock_timeout", CancellationToken.None);
            }

            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task SetAsync(LeadGenDbContext db, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection());
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static bool IsLocked(Exception e) =>
        DatabaseAway.Said(e) is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };
}
