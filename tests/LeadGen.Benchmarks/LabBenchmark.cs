using System.Diagnostics;
using System.Globalization;
using System.Text;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>Replay and rebuild of all scores, against the rate at which the same rows come out of Postgres and go in.</summary>
internal static class LabBenchmark
{
    private const double Bar = 0.5;
    private const double MemoryBar = 500e6;
    private const double PageBar = 150;
    private const int PostingClients = 8;
    private static readonly TimeSpan PostFor = TimeSpan.FromSeconds(8);

    /// <param name="keep">A folder whose leads are used again and stay there; null is a new one that is thrown away.</param>
    /// <returns>0 where both meet the bar.</returns>
    public static async Task<int> RunAsync(long leads, string? keep)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync(keep);
        bool isMet;
        await using (postgres)
        {
            var db = postgres.ConnectionString;
            await using var source = NpgsqlDataSource.Create(db);
            await ListsBenchmark.SeedAsync(db, folder, leads);
            await ScoredAsync(db, folder, source);
            isMet =
                ScoreOne()
                & await ReplayAsync("replay", db, folder, source, leads)
                & await ReplayDraftAsync(db, folder, source, leads)
                & await RebuildAsync(db, folder, source, leads)
                & await WhileItServesAsync(db, folder, source);
        }

        if (keep is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return isMet ? 0 : 1;
    }

    private static async Task ScoredAsync(string db, string folder, NpgsqlDataSource source)
    {
        await AppProcess.CommandAsync(db, folder, "score", "rebuild");
        await source.ScalarAsync<object>("vacuum (analyze)");
    }

    /// <param name="arguments">More of the command.</param>
    private static async Task<bool> ReplayAsync(
        string what,
        string db,
        string folder,
        NpgsqlDataSource source,
        long leads,
        params string[] arguments
    )
    {
        var limit = await HistoryRows.ReadForReplayAsync(source);
        limit = Math.Min(limit, await HistoryRows.ReadForReplayAsync(source));
        var (_, memory) = await AppProcess.CommandAsync(db, folder, ["score", "replay", .. arguments]);
        var seconds = await source.ScalarAsync<double>(
            "select extract(epoch from finished_at - started_at)::float8 from leadgen.replays order by id desc limit 1"
        );
        return Tell(what, leads, seconds, limit, memory);
    }

    /// <summary>A draft that differs in points, a limit and its threshold goes through all leads beside the version in force.</summary>
    private static async Task<bool> ReplayDraftAsync(string db, string folder, NpgsqlDataSource source, long leads)
    {
        var model = DefaultModel.Value;
        var draft = ScoringModelJson.Write(
            model with
            {
                MqlThreshold = model.MqlThreshold - 10,
                Engagement =
                [
                    .. model.Engagement.Select(
                        (one, index) => index % 2 == 0 ? one with { Points = one.Points + 1 } : one
                    ),
                ],
            }
        );
        await source.RunAsync("delete from leadgen.scoring_models where state = 'draft'");
        await source.RunAsync(
            "insert into leadgen.scoring_models (id, state, model, updated_at, revision) values (gen_random_uuid(), 'draft', $1::jsonb, now(), 1)",
            draft
        );
        var isMet = await ReplayAsync("replay of a draft beside it", db, folder, source, leads, "--model", "draft");
        await source.RunAsync("delete from leadgen.scoring_models where state = 'draft'");
        return isMet;
    }

    private static async Task<bool> RebuildAsync(string db, string folder, NpgsqlDataSource source, long leads)
    {
        var (before, _) = await AppProcess.CommandAsync(db, folder, "score", "digest");
        var limit = await HistoryRows.ReadAndWriteForRebuildAsync(source);
        var empty = Stopwatch.StartNew();
        await AppProcess.CommandAsync(db, folder, "migrate");
        var start = empty.Elapsed.TotalSeconds;
        var clock = Stopwatch.StartNew();
        var (_, memory) = await AppProcess.CommandAsync(db, folder, "score", "rebuild");
        // A command has to start first, which says nothing of the rebuild.
        var seconds = clock.Elapsed.TotalSeconds - start;
        var (after, _) = await AppProcess.CommandAsync(db, folder, "score", "digest");
        Console.WriteLine(before == after ? "the digest is the same before and after" : "THE DIGEST CHANGED");
        return Tell("rebuild", leads, seconds, limit, memory) && before == after;
    }

    /// <summary>One lead with ten touchpoints by the default model, over and over.</summary>
    private static bool ScoreOne()
    {
        const int Leads = 1_000_000;
        var now = TimeProvider.System.GetUtcNow();
        var sheet = new Scoresheet(DefaultModel.Value);
        var facts = new LeadFacts(
            new Dictionary<string, string>
            {
                ["country"] = "DE",
                ["employees"] = "250",
                ["industry"] = "Manufacturing",
                ["seniority"] = "director",
            }
        );
        string[] kinds = [TouchpointKinds.PageView, TouchpointKinds.WebinarAttended, TouchpointKinds.EmailClicked];
        Touchpoint[] touchpoints =
        [
            .. Enumerable
                .Range(1, 10)
                .Select(day => new Touchpoint
                {
                    Id = Guid.CreateVersion7(now.AddDays(-day)),
                    Kind = kinds[day % kinds.Length],
                    OccurredAt = now.AddDays(-day),
                    RecordedAt = now.AddDays(-day),
                    Path = "/pricing",
                }),
        ];
        var (sum, bytes, clock) = (0L, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        for (var lead = 0; lead < Leads; lead++)
        {
            sheet.Begin();
            foreach (var touchpoint in touchpoints)
            {
                sheet.Add(touchpoint);
            }

            sum += sheet.Score(facts, now).Total;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"score one lead with ten touchpoints: {clock.Elapsed.TotalMicroseconds / Leads:0.00} µs, {(GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)Leads:0.0} bytes (score {sum / Leads})"
            )
        );
        LookAhead(sheet, facts, now);
        return true;
    }

    /// <summary>What the page of a lead works out at each view: the days on which it falls or rises, and how its points go on for 90 days.</summary>
    private static void LookAhead(Scoresheet sheet, LeadFacts facts, DateTimeOffset now)
    {
        const int Times = 2_000;
        var (points, clock) = (0L, Stopwatch.StartNew());
        for (var time = 0; time < Times; time++)
        {
            var outlook = new Outlook(sheet, facts, now);
            points += outlook.Qualifying()[^1] + outlook.Fading().Count;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"look 90 days ahead of one lead: {clock.Elapsed.TotalMicroseconds / Times:0} µs ({points / Times})"
            )
        );
    }

    /// <summary>The pages of the lab, and forms while a new version scores all leads anew.</summary>
    private static async Task<bool> WhileItServesAsync(string db, string folder, NpgsqlDataSource source)
    {
        var (key, _) = await AppProcess.CommandAsync(db, folder, "apikey", "create", "lab", "--scope", "model:write");
        await using var app = await AppProcess.StartAsync(
            db,
            folder,
            settings:
            [
                ("LeadGen__BootstrapAdmin__Email", ListsBenchmark.Email),
                ("LeadGen__BootstrapAdmin__Password", ListsBenchmark.Password),
            ]
        );
        using var staff = ListsBenchmark.Browser(app.Port);
        await ListsBenchmark.SignInAsync(staff);
        (string, string[])[] pages =
        [
            ("/marketing/scoring/threshold", ["/marketing/scoring/threshold", "/marketing/scoring/threshold?try=70"]),
            ("/marketing/scoring/replay", ["/marketing/scoring/replay"]),
            ("/marketing/scoring/criteria", ["/marketing/scoring/criteria"]),
        ];
        await ListsBenchmark.WarmUpAsync(staff, pages);
        var isMet = await ListsBenchmark.MeasureAsync(staff, pages, PageBar);
        return await PublishAsync(app.Port, key, source) & isMet;
    }

    private static async Task<bool> PublishAsync(int port, string key, NpgsqlDataSource source)
    {
        var slug = await CaptureBenchmark.FirstOfferAsync(port);
        await CaptureBenchmark.PostAsync(port, slug, PostingClients, PostFor / 2);
        var idle = await CaptureBenchmark.PostAsync(port, slug, PostingClients, PostFor);
        Console.WriteLine(idle.Row("POST form, nothing else"));
        using var program = ListsBenchmark.Browser(port);
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var model = ScoringModelJson.Write(DefaultModel.Value with { MqlThreshold = 95 });
        using var draft = new StringContent(model, Encoding.UTF8, "application/json");
        (
            await program.PutAsync(new Uri("/api/v1/scoring/models/draft", UriKind.Relative), draft)
        ).EnsureSuccessStatusCode();
        (
            await program.PostAsync(new Uri("/api/v1/scoring/models/draft/publish", UriKind.Relative), null)
        ).EnsureSuccessStatusCode();
        var during = await CaptureBenchmark.PostAsync(port, slug, PostingClients, PostFor);
        Console.WriteLine(during.Row("POST form while publishing"));
        var done = await source.ScalarAsync<long>("select done from leadgen.rescore_runs order by id desc limit 1");
        var isMet = during.Percentile(.99) < 2 * idle.Percentile(.99);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"p99 while publishing: {during.Percentile(.99) / idle.Percentile(.99):0.0} × idle (bar 2) {(isMet ? "met" : "MISSED")}; {done:N0} leads scored anew meanwhile"
            )
        );
        await FinishedAsync(source, done);
        return isMet;
    }

    /// <summary>With nothing else to do a publication goes as fast as it can.</summary>
    private static async Task FinishedAsync(NpgsqlDataSource source, long before)
    {
        var clock = Stopwatch.StartNew();
        while (
            await source.ScalarAsync<bool>("select exists (select from leadgen.rescore_runs where finished_at is null)")
        )
        {
            await Task.Delay(20);
        }

        var done = await source.ScalarAsync<long>("select done from leadgen.rescore_runs order by id desc limit 1");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"publishing with nothing else to do: {done - before:N0} leads in {clock.Elapsed.TotalSeconds:0.0} s, {(done - before) / clock.Elapsed.TotalSeconds:N0} leads/s"
            )
        );
    }

    private static bool Tell(string what, long leads, double seconds, double limit, long memory)
    {
        var isMet = limit / seconds >= Bar && memory <= MemoryBar;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {leads:N0} leads in {seconds:0.0} s, {leads / seconds:N0} leads/s, {seconds / leads * 1e6:0.0} µs a lead; the rows alone {limit:0.0} s: {limit / seconds:0.00} of the limit (bar {Bar}), memory {memory / 1e6:0} MB (bar {MemoryBar / 1e6:0}) {(isMet ? "met" : "MISSED")}"
            )
        );
        return isMet;
    }
}
