using LeadGen.Web.Scoring;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadGen.Web.Tests;

/// <summary>What is in the tables, to compare one moment or one database with another.</summary>
internal static class TableDigests
{
    /// <summary>All that an import or a seed may change, with every column of every row. Scores and their requests follow later.</summary>
    private static readonly string[] Tables =
    [
        "accounts",
        "fact_changes",
        "handoffs",
        "lead_identities",
        "leads",
        "outcomes",
        "stage_moves",
        "touchpoints",
    ];

    /// <summary>A digest for each table: equal for equal contents.</summary>
    public static async Task<Dictionary<string, string>> DigestsAsync(this WebApp app)
    {
        var digests = new Dictionary<string, string>();
        foreach (var table in Tables)
        {
            digests[table] = (string)
                (
                    await app.ScalarAsync(
                        $"select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from leadgen.{table} t"
                    )
                )!;
        }

        return digests;
    }

    /// <summary>A digest for each table that there is, the schema's history too.</summary>
    public static async Task<Dictionary<string, string>> AllDigestsAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            """
            select t.tablename, (xpath('/row/d/text()', query_to_xml(format(
                $$select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as d from leadgen.%I t$$, t.tablename),
                false, true, '')))[1]::text
            from pg_tables t where t.schemaname = 'leadgen'
            """
        );
        var digests = new Dictionary<string, string>();
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await row.ReadAsync(TestContext.Current.CancellationToken))
        {
            digests.Add(row.GetString(0), row.GetString(1));
        }

        return digests;
    }

    public static async Task<long> CountAsync(this WebApp app, string from) =>
        (long)(await app.ScalarAsync($"select count(*) from leadgen.{from}"))!;

    public static async Task<object?> ScalarAsync(this WebApp app, string sql)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Until all is scored; the app's own loop may have some of it under way, whose requests are there until it is done.</summary>
    public static async Task ScoredAsync(this WebApp app)
    {
        var road = app.Services.GetRequiredService<RescoreRoad>();
        do
        {
            await road.DrainAsync(TestContext.Current.CancellationToken);
        } while (
            (bool)
                (
                    await app.ScalarAsync(
                        """
                        select exists (select from leadgen.rescore_requests where error is null)
                            or exists (select from leadgen.rescore_runs where finished_at is null)
                        """
                    )
                )!
        );
    }
}
