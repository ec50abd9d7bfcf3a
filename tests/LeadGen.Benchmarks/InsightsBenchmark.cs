using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>
/// The pages of figures with very many leads, by all their filters: how long they take, how old their figures are, and whether capture
/// notices that they are read and counted.
/// </summary>
internal static partial class InsightsBenchmark
{
    private const double PageBar = 500;
    private const double AgeBar = 60;
    private const double CaptureBar = 1.5;
    private const int PostingClients = 8;
    private const int Readers = 2;

    // Long enough in all for the half minute after which figures are counted anew.
    private const int Rounds = 4;
    private static readonly TimeSpan PostFor = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private static readonly string[] Filters = ["offer", "source", "medium", "campaign", "channel", "direction"];

    /// <param name="keep">A folder whose leads are used again and stay there; null is a new one that is thrown away.</param>
    /// <returns>0 where pages, age and capture meet the bar.</returns>
    public static async Task<int> RunAsync(long leads, string? keep)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync(keep);
        bool isMet;
        await using (postgres)
        {
            var db = postgres.ConnectionString;
            await using var source = NpgsqlDataSource.Create(db);
            var isSeeded = await ListsBenchmark.SeedAsync(db, folder, leads);
            await using var app = await AppProcess.StartAsync(
                db,
                folder,
                settings:
                [
                    ("LeadGen__BootstrapAdmin__Email", ListsBenchmark.Email),
                    ("LeadGen__BootstrapAdmin__Password", ListsBenchmark.Password),
                ]
            );
            await ListsBenchmark.ScoredAsync(db, isSeeded ? leads : null);
            using var staff = ListsBenchmark.Browser(app.Port);
            await ListsBenchmark.SignInAsync(staff);
            await CountedAsync(staff, source);
            await source.ScalarAsync<object>("vacuum (analyze)");
            var pages = await PagesAsync(source);
            await ListsBenchmark.WarmUpAsync(staff, pages);
            isMet = await ListsBenchmark.MeasureAsync(staff, pages, PageBar);
            isMet &= await CaptureAsync(app.Port, staff, pages);
            Console.WriteLine(Invariant($"memory of the app: {app.Memory / 1e6:0} MB"));
        }

        if (keep is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return isMet ? 0 : 1;
    }

    /// <summary>Two personas, where there is none, and all leads counted by them.</summary>
    private static async Task CountedAsync(HttpClient staff, NpgsqlDataSource source)
    {
        if (await source.ScalarAsync<long>("select count(*) from leadgen.personas") == 0)
        {
            await AddPersonaAsync(staff, "Large plant", "employees", "at_least", "250");
            await AddPersonaAsync(staff, "Speaks German", "country", "one_of", "DE, AT, CH");
        }

        var clock = Stopwatch.StartNew();
        while (
            await staff.GetStringAsync(new Uri("/insights", UriKind.Relative)) is var page
            && (
                page.Contains("being counted", StringComparison.OrdinalIgnoreCase)
                || !page.Contains("name=\"persona\"", StringComparison.Ordinal)
            )
        )
        {
            await Task.Delay(500);
        }

        var (days, groups) = (
            await source.ScalarAsync<long>("select count(*) from leadgen.funnel_days"),
            await source.ScalarAsync<long>("select count(*) from leadgen.funnel_groups")
        );
        Console.WriteLine(
            Invariant($"counted after {clock.Elapsed.TotalSeconds:0} s: {days:N0} sums of {groups:N0} groups")
        );
    }

    private static async Task AddPersonaAsync(
        HttpClient staff,
        string name,
        string fact,
        string comparison,
        string value
    )
    {
        using var answer = await ListsBenchmark.PostAsync(
            staff,
            "/marketing/personas/edit",
            "",
            ("name", name),
            ("fact.0", fact),
            ("operator.0", comparison),
            ("values.0", value),
            ("save", "yes")
        );
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<IReadOnlyList<(string What, string[] Paths)>> PagesAsync(NpgsqlDataSource source)
    {
        var today = TimeProvider.System.GetUtcNow().Date;
        string Days(int days) => Invariant($"from={today.AddDays(1 - days):yyyy-MM-dd}&to={today:yyyy-MM-dd}");
        var year = Days(365);
        var narrowed = new List<string>();
        foreach (var filter in Filters.Append("persona"))
        {
            narrowed.AddRange(
                (
                    await source.ScalarAsync<string[]>(
                        $"select coalesce(array_agg(distinct {filter}) filter (where {filter} <> ''), array[]::text[]) from leadgen.funnel_groups"
                    )
                )
                    .Take(5)
                    .Append("-")
                    .Select(value => $"{year}&{filter}={Uri.EscapeDataString(value)}")
            );
        }

        string[] steps = ["lead", "qualified", "accepted", "confirmed", "opportunity", "customer"];
        return
        [
            ("/insights, 30 days", [$"/insights?{Days(30)}"]),
            ("/insights, 365 days", [$"/insights?{year}"]),
            ("/insights, 3 years", [$"/insights?{Days(1095)}"]),
            ("/insights by a filter", [.. narrowed.Select(these => $"/insights?{these}")]),
            ("/insights/leads?step=", [.. steps.Select(step => $"/insights/leads?{year}&step={step}")]),
            ("/insights/leads by a filter", [.. narrowed.Select(these => $"/insights/leads?{these}&step=customer")]),
            ("/insights/sources", [$"/insights/sources?{year}", $"/insights/sources?{Days(1095)}"]),
            ("/insights/sources by campaign", [$"/insights/sources?{year}&by=campaign"]),
            ("/insights/required", ["/insights/required", "/insights/required?goal=revenue&amount=1000000&size=20000"]),
            (
                "/insights/service-levels",
                [.. new[] { 7, 30, 90 }.Select(days => Invariant($"/insights/service-levels?days={days}"))]
            ),
            (
                "/insights/service-levels?by=",
                ["/insights/service-levels?by=source&days=90", "/insights/service-levels?by=hour&days=90"]
            ),
            ("/insights/score-quality", ["/insights/score-quality"]),
            ("/insights/costs", ["/insights/costs"]),
            ("/marketing/personas", ["/marketing/personas"]),
        ];
    }

    private static async Task<bool> CaptureAsync(
        int port,
        HttpClient staff,
        IReadOnlyList<(string What, string[] Paths)> pages
    )
    {
        var slug = await CaptureBenchmark.FirstOfferAsync(port);
        await CaptureBenchmark.PostAsync(port, slug, PostingClients, PostFor / 2);
        // Figures are counted every half minute, whether anybody looks or not: idle means that nobody looks.
        var idle = await PostAsync(port, slug);
        Console.WriteLine(idle.Row("POST form, nobody looks"));
        using var over = new CancellationTokenSource();
        var paths = pages.SelectMany(page => page.Paths).ToList();
        var reading = Task.WhenAll(
            Enumerable.Range(0, Readers).Select(one => ReadAsync(staff, paths, one, over.Token))
        );
        var during = await PostAsync(port, slug);
        await over.CancelAsync();
        var read = (await reading).SelectMany(one => one).ToList();
        Console.WriteLine(during.Row("POST form while they are read"));
        var times = during.Percentile(.99) / idle.Percentile(.99);
        var oldest = read.Max(one => one.Age);
        var isMet = times < CaptureBar && oldest <= AgeBar;
        Console.WriteLine(
            Invariant(
                $"{read.Count} pages read meanwhile, p95 {new Measured(Readers, Rounds * PostFor, [.. read.Select(one => one.Took)]).Percentile(.95):0} ms; figures at most {oldest:0} s old (bar {AgeBar:0}); p99 of capture {times:0.00} × idle (bar {CaptureBar}) {(isMet ? "met" : "MISSED")}"
            )
        );
        return isMet;
    }

    private static async Task<Measured> PostAsync(int port, string slug)
    {
        var latencies = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            latencies.AddRange((await CaptureBenchmark.PostAsync(port, slug, PostingClients, PostFor)).Latencies);
        }

        return new Measured(PostingClients, Rounds * PostFor, latencies);
    }

    /// <returns>Of each page how long it took, in milliseconds, and how old its figures were, in seconds; 0 where they are of now.</returns>
    private static async Task<List<(double Took, double Age)>> ReadAsync(
        HttpClient staff,
        List<string> paths,
        int reader,
        CancellationToken over
    )
    {
        var read = new List<(double, double)>();
        for (var i = reader * paths.Count / Readers; !over.IsCancellationRequested; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var page = await staff.GetStringAsync(
                new Uri(paths[i % paths.Count], UriKind.Relative),
                CancellationToken.None
            );
            var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            var age = FiguresOf().Match(page) is { Success: true } figures
                ? (
                    TimeProvider.System.GetUtcNow()
                    - DateTimeOffset.Parse(figures.Groups[1].Value, CultureInfo.InvariantCulture)
                ).TotalSeconds
                : 0;
            read.Add((took, age));
            await Task.Delay(Pause, CancellationToken.None);
        }

        return read;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("Figures of\\s*<time[^>]* datetime=\"([^\"]+)\"")]
    private static partial Regex FiguresOf();
}
