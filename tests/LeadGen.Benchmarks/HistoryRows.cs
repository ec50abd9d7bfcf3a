using System.Diagnostics;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>
/// The limit of a replay: how fast Postgres alone delivers the rows that it reads, each kind in order of lead and all at once, to a
/// client that throws them away.
/// </summary>
internal static class HistoryRows
{
    private static readonly string[] ForReplay =
    [
        "select id, email, account_id, first_touch #>> '{source,name}', channel from leadgen.leads order by id",
        "select lead_id, id, origin, effective_at, recorded_at, values::text from leadgen.fact_changes order by lead_id",
        """
            select lead_id, kind, occurred_at, recorded_at, channel is not distinct from 'import', machine, offer, path,
                properties ->> 'depth', properties ->> 'intent', properties ->> 'name', properties ->> 'next_step', properties ->> 'points'
            from leadgen.touchpoints where lead_id is not null order by lead_id, occurred_at, id
            """,
        """
            select lead_id, id, from_stage, to_stage, at, made_by, cause, model_version from leadgen.stage_moves order by lead_id, at, id
            """,
        "select lead_id, result, occurred_at, occurred_at from leadgen.outcomes order by lead_id",
    ];

    private static readonly string[] ForRebuild =
    [
        """
            select l.id, l.email, l.first_touch #>> '{source,name}', l.channel, l.stage, l.counts_after, l.facts::text, a.facts::text,
                s.scored_at, h.lead_id is not null
            from leadgen.leads l
            left join leadgen.accounts a on a.id = l.account_id
            left join leadgen.lead_scores s on s.lead_id = l.id
            left join leadgen.handoffs h on h.lead_id = l.id and h.state in ('open', 'accepted', 'started')
            order by l.id
            """,
        ForReplay[2],
    ];

    /// <returns>Seconds until the last row was there.</returns>
    public static Task<double> ReadForReplayAsync(NpgsqlDataSource source) => ReadAsync(source, ForReplay);

    /// <summary>The same for a rebuild, and then the scores copied into a table of their kind.</summary>
    public static async Task<double> ReadAndWriteForRebuildAsync(NpgsqlDataSource source)
    {
        var read = await ReadAsync(source, ForRebuild);
        await using var from = await source.OpenConnectionAsync();
        await using var to = await source.OpenConnectionAsync();
        await RunAsync(to, "create temp table copied (like leadgen.lead_scores including indexes)");
        using var rows = new MemoryStream();
        await using (
            var export = await from.BeginRawBinaryCopyAsync("copy leadgen.lead_scores to stdout (format binary)")
        )
        {
            await export.CopyToAsync(rows);
        }

        var clock = Stopwatch.StartNew();
        await using (var import = await to.BeginRawBinaryCopyAsync("copy copied from stdin (format binary)"))
        {
            await import.WriteAsync(rows.GetBuffer().AsMemory(0, (int)rows.Length));
        }

        return read + clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> ReadAsync(NpgsqlDataSource source, string[] queries)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(queries.Select(query => Task.Run(() => DropAsync(source, query))));
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task DropAsync(NpgsqlDataSource source, string query)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)");
        var buffer = new byte[1 << 16];
        while (await copy.ReadAsync(buffer.AsMemory(), CancellationToken.None) > 0) { }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
