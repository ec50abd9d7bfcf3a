using Npgsql;

namespace LeadGen.Web.Data;

/// <summary>
/// One at a time of all instances: held by a transaction of its own that does nothing else, so that it ends with its connection and no pooler
/// in between gives it to somebody else.
/// </summary>
public sealed class Turn : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private Turn(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Waits for it.</summary>
    public static async Task<Turn> TakeAsync(NpgsqlDataSource source, string name, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            await connection.BeginTransactionAsync(cancel);
            await using (var free = new NpgsqlCommand("set local idle_in_transaction_session_timeout = 0", connection))
            {
                await free.ExecuteNonQueryAsync(cancel); // it may last longer than the work of others would
            }

            await using var take = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext($1))", connection)
            {
                CommandTimeout = 0,
            };
            take.Parameters.Add(new() { Value = name });
            await take.ExecuteNonQueryAsync(cancel);
            return new Turn(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What was not committed is rolled back with the connection: there is nothing but the turn.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
