using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Work;

/// <summary>How a kind of work stands. Counts end at <see cref="WorkBoard.CountedTo"/>.</summary>
/// <param name="Oldest">Since when the oldest could have been done.</param>
public sealed record WorkState(WorkKind Kind, int Undone, DateTimeOffset? Oldest, int Failed);

/// <summary>Work that was given up.</summary>
public sealed record FailedWork(WorkKind Kind, Guid Id, DateTimeOffset? Since, string? Error);

/// <summary>What is undone, since when, and what failed; and the button that tries it again.</summary>
public sealed partial class WorkBoard(
    LeadGenDbContext db,
    NpgsqlDataSource source,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<WorkBoard> log
)
{
    public const int CountedTo = 1000;
    public const int Listed = 50;

    public async Task<IReadOnlyList<WorkState>> ReadAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var states = new List<WorkState>();
        foreach (var kind in WorkKinds.All)
        {
            var failed = kind.Failed is null
                ? "0"
                : $"(select count(*)::int from (select from {kind.Table} where {kind.Failed} limit {CountedTo}) f)";
            await using var command = Command(
                $"""
                select count(*)::int, min(since), {failed}
                from (select {kind.Since} as since from {kind.Table} where {kind.Undone} limit {CountedTo}) w
                """,
                connection
            );
            await using var row = await command.ExecuteReaderAsync(cancel);
            await row.ReadAsync(cancel);
            states.Add(new WorkState(kind, row.GetInt32(0), At(row, 1), row.GetInt32(2)));
        }

        return states;
    }

    /// <summary>A number of each kind, the newest first.</summary>
    public async Task<IReadOnlyList<FailedWork>> FailedAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var failed = new List<FailedWork>();
        foreach (var kind in WorkKinds.All.Where(kind => kind.Failed is not null))
        {
            await using var command = Command(
                $"select {kind.Id}, {kind.Since}, {kind.Error} from {kind.Table} where {kind.Failed} order by {kind.Id} desc limit {Listed}",
                connection
            );
            await using var row = await command.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
            {
                failed.Add(new FailedWork(kind, row.GetGuid(0), At(row, 1), row.IsDBNull(2) ? null : row.GetString(2)));
            }
        }

        return failed;
    }

    /// <param name="id">Null: all of that kind.</param>
    /// <returns>How many are tried again.</returns>
    public async Task<int> AgainAsync(WorkKind kind, Guid? id, CancellationToken cancel)
    {
        var sql = $"{kind.Again} where {kind.Failed}".Replace("{now}", "{0}", StringComparison.Ordinal);
        object[] values = id is { } one ? [time.GetUtcNow(), one] : [time.GetUtcNow()];
        // The words are those of the list of kinds; what is given is a parameter.
        sql = id is null ? sql : $"{sql} and {kind.Id} = {{1}}";
        var again = await db.Database.ExecuteSqlRawAsync(sql, values, cancel);
        queue.Wake();
        LogAgain(again, kind.Key);
        return again;
    }

    private NpgsqlCommand Command(string sql, NpgsqlConnection connection)
    {
        var takesNow = sql.Contains("{now}", StringComparison.Ordinal);
        var command = new NpgsqlCommand(sql.Replace("{now}", "$1", StringComparison.Ordinal), connection);
        if (takesNow)
        {
            command.Parameters.Add(
                new() { Value = time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }
            );
        }

        return command;
    }

    private static DateTimeOffset? At(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Count} failed pieces of work of kind {Kind} are tried again"
    )]
    private partial void LogAgain(int count, string kind);
}
