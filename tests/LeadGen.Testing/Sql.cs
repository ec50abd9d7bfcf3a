using Npgsql;

namespace LeadGen.Testing;

internal static class Sql
{
    public static async Task RunAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = await connection.CommandAsync(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The texts of the first column.</summary>
    public static async Task<List<string>> ReadAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = await connection.CommandAsync(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static async Task<NpgsqlCommand> CommandAsync(this NpgsqlConnection connection, string sql)
    {
        if (connection.State == System.Data.ConnectionState.Closed)
        {
            await connection.OpenAsync();
        }

        return new NpgsqlCommand(sql, connection);
    }
}
