using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>Plain SQL, however long it takes.</summary>
internal static class Sql
{
    public static async Task<T> ValueAsync<T>(this NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <param name="parameters">For $1, $2 and so on.</param>
    public static async Task RunAsync(this NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var value in parameters)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
