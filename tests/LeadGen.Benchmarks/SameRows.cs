using System.Diagnostics;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>
/// The rows that one posted form left, inserted again and again under new ids by one prepared batch a transaction: what
/// this machine's Postgres can do with these tables and indexes when no app is in the way.
/// </summary>
internal sealed class SameRows
{
    private static readonly string[] Tables =
    [
        "leads",
        "lead_identities",
        "fact_changes",
        "submissions",
        "touchpoints",
        "consents",
        "mails",
        "events",
    ];

    private readonly string _connectionString;
    private readonly List<Row> _rows;

    private SameRows(string connectionString, List<Row> rows) => (_connectionString, _rows) = (connectionString, rows);

    public override string ToString() => string.Join(", ", _rows.Select(row => row.Table));

    /// <summary>Reads the rows of the latest lead that came by form.</summary>
    public static async Task<SameRows> ReadAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var find = source.CreateCommand("select lead_id from leadgen.submissions order by id desc limit 1");
        var lead = (Guid)(await find.ExecuteScalarAsync())!;
        var rows = new List<Row>();
        foreach (var table in Tables)
        {
            rows.AddRange(await RowsAsync(source, table, lead));
        }

        var touchpoint = (Guid)
            rows.First(row => row.Table == "touchpoints").Values.First(value => value.Column == "id").Content;
        rows.Add(
            new Row(
                "rescore_requests",
                [
                    new("id", "uuid", Guid.CreateVersion7(TimeProvider.System.GetUtcNow())),
                    new("lead_id", "uuid", lead),
                    new("cause", "text", "touchpoint"),
                    new("moves", "boolean", true),
                    new("touchpoint_id", "uuid", touchpoint),
                ]
            )
        );
        return new SameRows(connectionString, rows);
    }

    public async Task<Measured> RunAsync(int clients, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(
            Enumerable.Range(0, clients).Select(_ => Task.Run(() => ClientAsync(clock, time)))
        );
        return new Measured(clients, clock.Elapsed, [.. latencies.SelectMany(l => l)]);
    }

    private async Task<List<double>> ClientAsync(Stopwatch clock, TimeSpan time)
    {
        await using var connection = new NpgsqlConnection(_connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var batch = new NpgsqlBatch(connection);
        var ids = new Dictionary<Guid, List<NpgsqlParameter>>();
        var mails = new List<NpgsqlParameter>();
        foreach (var row in _rows)
        {
            batch.BatchCommands.Add(CommandOf(row, ids, mails));
        }

        await batch.PrepareAsync();
        var latencies = new List<double>();
        while (clock.Elapsed < time)
        {
            var begun = Stopwatch.GetTimestamp();
            foreach (var parameters in ids.Values)
            {
                var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
                parameters.ForEach(parameter => parameter.Value = id);
                mails.ForEach(parameter => parameter.Value = $"{id:n}@company.example");
            }

            await batch.ExecuteNonQueryAsync();
            latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return latencies;
    }

    private static NpgsqlBatchCommand CommandOf(
        Row row,
        Dictionary<Guid, List<NpgsqlParameter>> ids,
        List<NpgsqlParameter> mails
    )
    {
        var command = new NpgsqlBatchCommand(
            $"insert into leadgen.{row.Table} ({string.Join(", ", row.Values.Select(value => value.Column))}) values ({string.Join(", ", row.Values.Select((_, i) => $"${i + 1}"))})"
        );
        foreach (var value in row.Values)
        {
            var parameter = new NpgsqlParameter { Value = value.Content, DataTypeName = value.Type };
            command.Parameters.Add(parameter);
            if (value.Content is Guid id && value.Column is not ("offer_id" or "account_id"))
            {
                (ids.TryGetValue(id, out var same) ? same : ids[id] = []).Add(parameter);
            }
            else if (value.Column == "email")
            {
                mails.Add(parameter);
            }
        }

        return command;
    }

    private static async Task<List<Row>> RowsAsync(NpgsqlDataSource source, string table, Guid lead)
    {
        await using var columns = source.CreateCommand(
            "select column_name from information_schema.columns where table_schema = 'leadgen' and table_name = $1 and is_generated = 'NEVER'"
        );
        columns.Parameters.Add(new() { Value = table });
        var names = new List<string>();
        await using (var reader = await columns.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
            }
        }

        var key = table == "leads" ? "id" : "lead_id";
        await using var command = source.CreateCommand(
            $"select {string.Join(", ", names)} from leadgen.{table} where {key} = $1{(table == "events" ? " and sequence = 1" : "")}"
        );
        command.Parameters.Add(new() { Value = lead });
        var rows = new List<Row>();
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            rows.Add(
                new Row(
                    table,
                    [
                        .. Enumerable
                            .Range(0, row.FieldCount)
                            .Where(i => !row.IsDBNull(i))
                            .Select(i => new Value(row.GetName(i), row.GetPostgresType(i).Name, row.GetValue(i))),
                    ]
                )
            );
        }

        return rows;
    }

    private sealed record Row(string Table, List<Value> Values);

    private sealed record Value(string Column, string Type, object Content);
}
