using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>The export of all leads by the API, beside a COPY of the same rows in the same order by Postgres alone.</summary>
internal static class ExportBenchmark
{
    private const double Bar = 0.5;
    private const int Rounds = 3;
    private const int BufferBytes = 128 * 1024;

    private const string Rows = """
        select l.id, l.email, l.first_name, l.last_name, l.company, l.job_title, l.phone, l.website, l.employees,
            l.annual_revenue, l.industry, l.country, l.stage, s.score, s.fit, s.engagement, s.model_version, u.email as owner,
            l.channel, l.first_touch #>> '{source,name}' as source, l.first_touch #>> '{source,medium}' as medium,
            l.first_touch #>> '{source,campaign}' as campaign, l.created_at, l.updated_at
        from leadgen.leads l
        left join leadgen.lead_scores s on s.lead_id = l.id
        left join leadgen.users u on u.id = l.owner_id
        where l.merged_into is null
        order by l.id
        """;

    /// <param name="keep">A folder whose leads are used again and stay there; null is a new one that is thrown away.</param>
    /// <returns>0 where the bar is met.</returns>
    public static async Task<int> RunAsync(long leads, string? keep)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync(keep);
        double ratio;
        await using (postgres)
        {
            var db = postgres.ConnectionString;
            var isSeeded = await ListsBenchmark.SeedAsync(db, folder, leads);
            var (key, _) = await AppProcess.CommandAsync(
                db,
                folder,
                "apikey",
                "create",
                "bench",
                "--scope",
                "leads:read"
            );
            await using var app = await AppProcess.StartAsync(db, folder);
            await ListsBenchmark.ScoredAsync(db, isSeeded ? leads : null);
            using var program = ListsBenchmark.Browser(app.Port);
            program.DefaultRequestHeaders.Authorization = new("Bearer", key);
            await using var source = NpgsqlDataSource.Create(db);
            var rows = await ListsBenchmark.ScalarAsync<long>(
                source,
                "select count(*) from leadgen.leads where merged_into is null"
            );
            var before = app.Memory;
            var limit = await BestAsync("COPY TO", rows, () => CopyAsync(source));
            var ours = await BestAsync("GET /exports/leads.csv", rows, () => GetAsync(program, "leads.csv"));
            await BestAsync("GET /exports/leads.jsonl", rows, () => GetAsync(program, "leads.jsonl"));
            ratio = ours / limit;
            Console.WriteLine(
                Invariant(
                    $"ratio {ratio:0.00} (bar {Bar:0.00}); memory of the app {app.Memory / 1e6:0} MB, before {before / 1e6:0} MB"
                )
            );
        }

        if (keep is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return ratio >= Bar ? 0 : 1;
    }

    /// <returns>Leads a second in the best of a few rounds.</returns>
    private static async Task<double> BestAsync(string what, long rows, Func<Task<long>> round)
    {
        var best = 0.0;
        var bytes = 0L;
        for (var i = 0; i < Rounds; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            bytes = await round();
            best = Math.Max(best, rows / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        Console.WriteLine(Invariant($"{what, -28} {best, 11:N0} leads/s   {bytes / 1e6:0} MB"));
        return best;
    }

    private static async Task<long> CopyAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        using var reader = (StreamReader)
            await connection.BeginTextExportAsync($"copy ({Rows}) to stdout (format csv, header)");
        return await ReadAsync(reader.BaseStream);
    }

    private static async Task<long> GetAsync(HttpClient program, string file)
    {
        using var answer = await program.GetAsync(
            new Uri($"/api/v1/exports/{file}", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        answer.EnsureSuccessStatusCode();
        return await ReadAsync(await answer.Content.ReadAsStreamAsync());
    }

    private static async Task<long> ReadAsync(Stream from)
    {
        var (buffer, bytes) = (new byte[BufferBytes], 0L);
        while (await from.ReadAsync(buffer) is > 0 and var read)
        {
            bytes += read;
        }

        return bytes;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
