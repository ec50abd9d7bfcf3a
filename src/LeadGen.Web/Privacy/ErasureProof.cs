using Npgsql;

namespace LeadGen.Web.Privacy;

/// <summary>Looks once more into every table that holds something of people, for whoever asks whether somebody is gone.</summary>
public sealed class ErasureProof(NpgsqlDataSource source)
{
    private static readonly string Sql = string.Join(
        " union all ",
        PersonTables
            .All.Where(table => table.Rows != PersonTables.FoundOtherwise)
            .Select(table => $"select '{table.Name}', count(*) from leadgen.{table.Name} t where {table.Rows}")
    );

    /// <summary>How many tables are looked into.</summary>
    public static int Tables { get; } =
        PersonTables
            .All.Where(table => table.Rows != PersonTables.FoundOtherwise)
            .DistinctBy(table => table.Name)
            .Count();

    /// <returns>How many rows by table, where there are any.</returns>
    public async Task<IReadOnlyDictionary<string, long>> LeftAsync(Guid leadId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = new[] { leadId } });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var left = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancel))
        {
            if (reader.GetInt64(1) is > 0 and var count)
            {
                left[reader.GetString(0)] = count;
            }
        }

        return left;
    }
}
