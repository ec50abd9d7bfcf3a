using System.Diagnostics;
using Npgsql;

namespace LeadGen.Web.Data;

/// <summary>Another instance has taken the run over.</summary>
public sealed class LeaseLostException : Exception;

/// <summary>
/// Runs over all leads, each a row that waits, runs and ends. Who takes one holds a lease; if it dies or freezes another begins anew, and
/// by the fence of the row what the first still wants to write is refused.
/// </summary>
/// <param name="table">Of the runs, with its schema.</param>
/// <param name="lease">Longer than a run ever goes without telling how far it is.</param>
public sealed class FencedRuns(NpgsqlDataSource source, TimeProvider time, string table, TimeSpan lease)
{
    public const int ErrorMaxLength = 1000;

    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(1);

    /// <summary>Takes the run that has waited longest and returns its row; the arguments are those of <see cref="ClaimArguments"/>.</summary>
    public string ClaimSql { get; } =
        $$"""
            update {{table}} set state = 'running', fence = fence + 1, leased_until = {0}, started_at = {1}, done = 0,
                total = (select greatest(reltuples, 0)::bigint from pg_class where oid = 'leadgen.leads'::regclass)
            where id = (
                select id from {{table}} where state = 'waiting' or (state = 'running' and leased_until < {1})
                order by id limit 1 for update skip locked)
            returning *
            """;

    public object[] ClaimArguments(DateTimeOffset now) => [now + lease, now];

    /// <summary>Told how many leads are done, it notes them now and then and holds the lease.</summary>
    /// <exception cref="LeaseLostException">By what it returns.</exception>
    public Action<long> Progress(Guid id, int fence)
    {
        var told = Stopwatch.GetTimestamp();
        return done =>
        {
            if (Stopwatch.GetElapsedTime(told) < ToldEvery)
            {
                return;
            }

            told = Stopwatch.GetTimestamp();
            using var command = source.CreateCommand(
                $"update {table} set done = $1, leased_until = $2 where id = $3 and fence = $4"
            );
            command.Parameters.Add(new() { Value = done });
            command.Parameters.Add(new() { Value = time.GetUtcNow() + lease });
            command.Parameters.Add(new() { Value = id });
            command.Parameters.Add(new() { Value = fence });
            if (command.ExecuteNonQuery() == 0)
            {
                throw new LeaseLostException();
            }
        };
    }

    /// <summary>Notes why it ended, unless another has taken it over.</summary>
    public async Task FailAsync(Guid id, int fence, string error)
    {
        await using var command = source.CreateCommand(
            $"""
            update {table} set state = 'failed', finished_at = $1, leased_until = null, error = $2
            where id = $3 and fence = $4
            """
        );
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = error[..Math.Min(error.Length, ErrorMaxLength)] });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = fence });
        await command.ExecuteNonQueryAsync();
    }
}
