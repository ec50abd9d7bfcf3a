using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>The pages that staff have open all day and the lists of the API, one reader, with very many leads.</summary>
internal static partial class ListsBenchmark
{
    private const double Bar = 50;
    private const int Requests = 100;
    private const int WarmUp = 20;
    private const int Released = 5000;
    internal const string Email = "bench@leadgen.example";

    // Of an app that only this machine reaches, for as long as the measurement takes.
    internal const string Password = "Bench-Lists-4711-x";

    /// <param name="keep">A folder whose leads are used again and stay there; null is a new one that is thrown away.</param>
    /// <returns>0 where all pages meet the bar.</returns>
    public static async Task<int> RunAsync(long leads, string? keep)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync(keep);
        bool isMet;
        await using (postgres)
        {
            var db = postgres.ConnectionString;
            var isSeeded = await SeedAsync(db, folder, leads);
            var (key, _) = await AppProcess.CommandAsync(
                db,
                folder,
                "apikey",
                "create",
                "bench",
                "--scope",
                "leads:read"
            );
            await using var app = await AppProcess.StartAsync(
                db,
                folder,
                settings: [("LeadGen__BootstrapAdmin__Email", Email), ("LeadGen__BootstrapAdmin__Password", Password)]
            );
            await ScoredAsync(db, isSeeded ? leads : null);
            using var staff = Browser(app.Port);
            await SignInAsync(staff);
            await ReleaseAsync(staff, db);
            using var program = Browser(app.Port);
            program.DefaultRequestHeaders.Authorization = new("Bearer", key);
            var (pages, calls) = (await PathsAsync(db), await ApiPathsAsync(db));
            await WarmUpAsync(staff, pages);
            await WarmUpAsync(program, calls);
            isMet = await MeasureAsync(staff, pages) & await MeasureAsync(program, calls);
            Console.WriteLine(Invariant($"memory of the app: {app.Memory / 1e6:0} MB"));
        }

        if (keep is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return isMet ? 0 : 1;
    }

    /// <returns>False where they were there.</returns>
    internal static async Task<bool> SeedAsync(string db, string folder, long leads)
    {
        await AppProcess.CommandAsync(db, folder, "migrate");
        await using var source = NpgsqlDataSource.Create(db);
        if (await source.ScalarAsync<long>("select count(*) from leadgen.leads") >= leads)
        {
            return false;
        }

        var clock = Stopwatch.StartNew();
        var (_, memory) = await AppProcess.CommandAsync(db, folder, "demo", "seed", "--leads", Invariant($"{leads}"));
        var seconds = clock.Elapsed.TotalSeconds;
        var rows = 0L;
        foreach (
            var table in (string[])
                ["leads", "lead_identities", "fact_changes", "touchpoints", "accounts", "outcomes", "stage_moves"]
        )
        {
            rows += await source.ScalarAsync<long>($"select count(*) from leadgen.{table}");
        }

        Console.WriteLine(
            Invariant(
                $"demo seed: {leads:N0} leads, {rows:N0} rows in {seconds:0} s: {leads / seconds:N0} leads/s, {rows / seconds:N0} rows/s, memory {memory / 1e6:0} MB"
            )
        );
        return true;
    }

    /// <summary>The app scores what was seeded while it runs; then the tables are as a night leaves them.</summary>
    internal static async Task ScoredAsync(string db, long? leads)
    {
        var clock = Stopwatch.StartNew();
        await using var source = NpgsqlDataSource.Create(db);
        while (
            await source.ScalarAsync<bool>("select exists (select from leadgen.rescore_runs where finished_at is null)")
        )
        {
            await Task.Delay(500);
        }

        if (leads is { } seeded)
        {
            var seconds = clock.Elapsed.TotalSeconds;
            Console.WriteLine(Invariant($"scored in {seconds:0} s: {seeded / seconds:N0} leads/s"));
        }

        await source.ScalarAsync<object>("vacuum (analyze) leadgen.leads, leadgen.lead_scores, leadgen.touchpoints");
    }

    internal static async Task WarmUpAsync(HttpClient client, IReadOnlyList<(string What, string[] Paths)> pages)
    {
        for (var i = 0; i < WarmUp; i++)
        {
            foreach (var (_, paths) in pages)
            {
                await GetAsync(client, paths[^(1 + (i % paths.Length))]);
            }
        }
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
        }
    }

    internal static async Task<bool> MeasureAsync(
        HttpClient client,
        IReadOnlyList<(string What, string[] Paths)> pages,
        double bar = Bar
    )
    {
        var isMet = true;
        foreach (var (what, paths) in pages)
        {
            var latencies = new List<double>();
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < Requests; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                await GetAsync(client, paths[i % paths.Length]);
                latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            var measured = new Measured(1, clock.Elapsed, latencies);
            var holds = measured.Percentile(.95) <= bar;
            Console.WriteLine(
                Invariant(
                    $"{what, -34} p50 {measured.Percentile(.5), 6:0.0}   p95 {measured.Percentile(.95), 6:0.0} ms   {(holds ? "meets" : "MISSES")} {bar:0}"
                )
            );
            isMet &= holds;
        }

        return isMet;
    }

    private static async Task<IReadOnlyList<(string What, string[] Paths)>> PathsAsync(string db)
    {
        await using var source = NpgsqlDataSource.Create(db);
        var newest = await source.ScalarAsync<Guid>(
            "select id from leadgen.leads order by id desc offset 100000 limit 1"
        );
        var scored = await source.ScalarAsync<string>(
            "select score || '_' || replace(lead_id::text, '-', '') from leadgen.lead_scores order by score desc, lead_id desc offset 100000 limit 1"
        );
        var open = await source.ScalarAsync<Guid[]>(
            "select coalesce(array_agg(id), '{}') from (select id from leadgen.handoffs where state = 'open' limit 100) h"
        );
        var words = await WordsAsync(source, "first_name");
        var companies = await WordsAsync(source, "company");
        return
        [
            ("/leads", ["/leads"]),
            ("/leads, 100,000 rows further", [$"/leads?after=_{newest:n}"]),
            ("/leads?q= a first name", [.. words.Select(word => $"/leads?q={word}")]),
            ("/leads?q= a company", [.. companies.Select(word => $"/leads?q={word}")]),
            ("/leads?q= nobody", ["/leads?q=zzqzz"]),
            ("/leads?stage=", [.. Stages.Select(stage => $"/leads?stage={stage}")]),
            ("/leads?sort=score", ["/leads?sort=score"]),
            ("/leads?sort=score, 100,000 further", [$"/leads?sort=score&after={scored}"]),
            ("/leads?sort=score&stage=", [.. Stages.Select(stage => $"/leads?sort=score&stage={stage}")]),
            ("/leads?sort=score&q= a first name", [.. words.Select(word => $"/leads?sort=score&q={word}")]),
            ("/leads?sort=score&q= a company", [.. companies.Select(word => $"/leads?sort=score&q={word}")]),
            ("/leads?stage=ready", ["/leads?stage=ready", "/leads?stage=ready&sort=score"]),
            ("/leads?min_score=", ["/leads?min_score=40", "/leads?min_score=100", "/leads?min_score=150"]),
            ("/queue", ["/queue", "/queue?view=unclaimed"]),
            ("/queue?at=", [.. open.Select(id => $"/queue?at={id}"), "/queue"]),
            ("/leads/{id}", [.. (await LeadsAsync(source)).Select(id => $"/leads/{id}")]),
        ];
    }

    private static async Task<IReadOnlyList<(string What, string[] Paths)>> ApiPathsAsync(string db)
    {
        await using var source = NpgsqlDataSource.Create(db);
        var since = await source.ScalarAsync<DateTime>(
            "select updated_at from leadgen.leads order by updated_at desc offset 100 limit 1"
        );
        var words = await WordsAsync(source, "first_name");
        var emails = await source.ScalarAsync<string[]>(
            "select array_agg(email) from (select email from leadgen.leads tablesample system (0.1) limit 100) l"
        );
        var ids = await LeadsAsync(source);
        const string Leads = "/api/v1/leads";
        return
        [
            ("GET leads", [Leads]),
            ("GET leads?email=", [.. emails.Select(email => $"{Leads}?email={Uri.EscapeDataString(email)}")]),
            ("GET leads?q= a first name", [.. words.Select(word => $"{Leads}?q={word}")]),
            ("GET leads?stage=customer,opportunity", [$"{Leads}?stage=customer,opportunity"]),
            ("GET leads?stage=&min_score=", [$"{Leads}?stage=customer&min_score=80", $"{Leads}?min_score=120"]),
            ("GET leads?updated_since=", [$"{Leads}?updated_since={since:O}"]),
            ("GET leads/{id}", [.. ids.Select(id => $"{Leads}/{id}")]),
            ("GET leads/{id}/timeline", [.. ids.Select(id => $"{Leads}/{id}/timeline")]),
            ("GET leads/{id}/score", [.. ids.Select(id => $"{Leads}/{id}/score")]),
        ];
    }

    private static readonly string[] Stages = ["lead", "sql", "opportunity", "customer", "recycled", "disqualified"];

    private static async Task<string[]> WordsAsync(NpgsqlDataSource source, string fact) =>
        [
            .. (
                await source.ScalarAsync<string[]>(
                    $"select array_agg(distinct split_part({fact}, ' ', 1)) from leadgen.leads tablesample system (0.1) where length(split_part({fact}, ' ', 1)) > 2"
                )
            ).Select(Uri.EscapeDataString),
        ];

    private static Task<Guid[]> LeadsAsync(NpgsqlDataSource source) =>
        source.ScalarAsync<Guid[]>(
            "select array_agg(id) from (select id from leadgen.leads tablesample system (0.5) order by random() limit 120) l"
        );

    internal static async Task<T> ScalarAsync<T>(this NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal static HttpClient Browser(int port) => new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    internal static async Task SignInAsync(HttpClient staff)
    {
        using var answer = await PostAsync(staff, "/account/login", "", ("email", Email), ("password", Password));
        if (answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/account/login", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The administrator could not sign in.");
        }
    }

    /// <summary>Puts the best of those that wait for it into the queue.</summary>
    private static async Task ReleaseAsync(HttpClient staff, string db)
    {
        using var answer = await PostAsync(
            staff,
            "/marketing/scoring",
            "?handler=Release",
            ("number", Invariant($"{Released}"))
        );
        answer.EnsureSuccessStatusCode();
        await using var source = NpgsqlDataSource.Create(db);
        while (await source.ScalarAsync<bool>("select exists (select from leadgen.rescore_requests)"))
        {
            await Task.Delay(100);
        }

        var open = await source.ScalarAsync<long>("select count(*) from leadgen.handoffs where state = 'open'");
        Console.WriteLine(Invariant($"{open:N0} leads in the queue"));
    }

    internal static async Task<HttpResponseMessage> PostAsync(
        HttpClient staff,
        string path,
        string handler,
        params (string Name, string Value)[] fields
    )
    {
        var page = await staff.GetStringAsync(new Uri(path, UriKind.Relative));
        using var form = new FormUrlEncodedContent([
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            new("__RequestVerificationToken", AntiForgery().Match(page).Groups[1].Value),
        ]);
        return await staff.PostAsync(new Uri(path + handler, UriKind.Relative), form);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex AntiForgery();
}
