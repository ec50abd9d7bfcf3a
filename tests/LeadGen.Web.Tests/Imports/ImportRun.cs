using LeadGen.Web.Imports;
using LeadGen.Web.Scoring;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadGen.Web.Tests.Imports;

/// <summary>A CSV file in a folder of its own, imported into a test's app.</summary>
internal sealed class ImportRun(WebApp app, string csv, string? map = null) : IDisposable
{
    /// <summary>All that an import may change, with every column of every row. Scores and their requests follow later.</summary>
    private static readonly string[] Tables =
    [
        "accounts",
        "fact_changes",
        "handoffs",
        "lead_identities",
        "leads",
        "outcomes",
        "settings",
        "stage_moves",
        "touchpoints",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgen-import-");

    public string File { get; private init; } = "";

    public string RejectsFile => Path.Combine(_folder.FullName, "leads.rejects.csv");

    public string[] Rejects => System.IO.File.Exists(RejectsFile) ? System.IO.File.ReadAllLines(RejectsFile) : [];

    /// <summary>A file that lies somewhere already.</summary>
    public static ImportRun Of(WebApp app, string file, string map) => new(app, "", map) { File = file };

    public async Task<ImportSummary> RunAsync(bool dryRun = false)
    {
        var file = File;
        if (file.Length == 0)
        {
            file = Path.Combine(_folder.FullName, "leads.csv");
            await System.IO.File.WriteAllTextAsync(file, csv, TestContext.Current.CancellationToken);
        }

        return await app
            .Services.GetRequiredService<CsvImport>()
            .RunAsync(new ImportJob(file, map, RejectsFile, dryRun), null, TestContext.Current.CancellationToken);
    }

    /// <summary>Until all is scored; the app's own loop may have some of it under way, whose requests are there until it is done.</summary>
    public static async Task DrainAsync(WebApp app)
    {
        var road = app.Services.GetRequiredService<RescoreRoad>();
        do
        {
            await road.DrainAsync(TestContext.Current.CancellationToken);
        } while (
            (bool)
                (
                    await ScalarAsync(
                        app,
                        """
                        select exists (select from leadgen.rescore_requests where error is null)
                            or exists (select from leadgen.rescore_runs where finished_at is null)
                        """
                    )
                )!
        );
    }

    /// <summary>A digest for each table: equal for equal contents.</summary>
    public static async Task<Dictionary<string, string>> DigestsAsync(WebApp app)
    {
        var digests = new Dictionary<string, string>();
        foreach (var table in Tables)
        {
            digests[table] = (string)
                (
                    await ScalarAsync(
                        app,
                        $"select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from leadgen.{table} t"
                    )
                )!;
        }

        return digests;
    }

    public static async Task<object?> ScalarAsync(WebApp app, string sql)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
