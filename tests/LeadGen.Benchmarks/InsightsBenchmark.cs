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

    /// <summary>Figures are at most so many seconds old.</summary>
    internal const double AgeBar = 60;

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
            var pages = await InsightsPages.AllAsync(staff, source);
            await ListsBenchmark.WarmUpAsync(staff, pages);
            isMet = await ListsBenchmark.MeasureAsync(staff, pages, PageBar);
            isMet &= await InsightsCapture.MeasureAsync(app.Port, staff, pages);
            isMet &= await RecountAsync(staff, source);
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

    /// <summary>All leads are counted anew, while what changes is counted as ever: how long that takes, and how old figures become.</summary>
    private static async Task<bool> RecountAsync(HttpClient staff, NpgsqlDataSource source)
    {
        await source.RunAsync(
            "insert into leadgen.settings (key, value) values ('funnel_asked', $1) on conflict (key) do update set value = excluded.value",
            TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)
        );
        var (asked, begun, oldest) = (Stopwatch.StartNew(), (TimeSpan?)null, 0.0);
        while (true)
        {
            var page = await staff.GetStringAsync(new Uri("/insights", UriKind.Relative));
            oldest = Math.Max(oldest, AgeOf(page));
            var isCounting = page.Contains("counted anew", StringComparison.Ordinal);
            begun ??= isCounting ? asked.Elapsed : null;
            if (begun is { } since && !isCounting)
            {
                var isMet = oldest <= AgeBar;
                Console.WriteLine(
                    Invariant(
                        $"all counted anew in {(asked.Elapsed - since).TotalSeconds:0} s; figures at most {oldest:0} s old meanwhile (bar {AgeBar:0}) {(isMet ? "met" : "MISSED")}"
                    )
                );
                return isMet;
            }

            await Task.Delay(500);
        }
    }

    /// <summary>How old the figures of a page are, in seconds; 0 where they are of now.</summary>
    internal static double AgeOf(string page) =>
        FiguresOf().Match(page) is { Success: true } figures
            ? (
                TimeProvider.System.GetUtcNow()
                - DateTimeOffset.Parse(figures.Groups[1].Value, CultureInfo.InvariantCulture)
            ).TotalSeconds
            : 0;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("Figures of\\s*<time[^>]* datetime=\"([^\"]+)\"")]
    private static partial Regex FiguresOf();
}
