using System.Diagnostics;
using System.Globalization;

namespace LeadGen.Benchmarks;

/// <summary>
/// Whether capture notices that the pages of figures are read: rounds in which nobody looks and rounds in which they are read in turns, so
/// that what else the machine does falls on both.
/// </summary>
internal static class InsightsCapture
{
    private const double Bar = 1.5;
    private const int PostingClients = 8;
    private const int Readers = 2;

    // Long enough in all for the half minute after which figures are counted anew to fall on both several times.
    private const int Rounds = 7;
    private static readonly TimeSpan PostFor = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <returns>True where the median of the rounds and the age of the figures meet their bars.</returns>
    public static async Task<bool> MeasureAsync(
        int port,
        HttpClient staff,
        IReadOnlyList<(string What, string[] Paths)> pages
    )
    {
        var slug = await CaptureBenchmark.FirstOfferAsync(port);
        var paths = pages.SelectMany(page => page.Paths).ToList();
        await CaptureBenchmark.PostAsync(port, slug, PostingClients, PostFor / 2);
        var (idle, busy, read) = (new List<Measured>(), new List<Measured>(), new List<(double Took, double Age)>());
        for (var round = 0; round < Rounds; round++)
        {
            // Which comes first changes too.
            foreach (var isBusy in new[] { round % 2 == 1, round % 2 == 0 })
            {
                if (!isBusy)
                {
                    idle.Add(await CaptureBenchmark.PostAsync(port, slug, PostingClients, PostFor));
                    continue;
                }

                using var over = new CancellationTokenSource();
                var reading = Task.WhenAll(
                    Enumerable
                        .Range(0, Readers)
                        .Select(one => ReadAsync(staff, paths, (round * Readers) + one, over.Token))
                );
                busy.Add(await CaptureBenchmark.PostAsync(port, slug, PostingClients, PostFor));
                await over.CancelAsync();
                read.AddRange((await reading).SelectMany(one => one));
            }
        }

        Console.WriteLine(Together(idle).Row("POST form, nobody looks"));
        Console.WriteLine(Together(busy).Row("POST form while they are read"));
        var (quiet, loud) = (MedianOf(idle), MedianOf(busy));
        var oldest = read.Max(one => one.Age);
        var isMet = loud < Bar * quiet && oldest <= InsightsBenchmark.AgeBar;
        var pagesRead = new Measured(Readers, Rounds * PostFor, [.. read.Select(one => one.Took)]);
        Console.WriteLine(
            Invariant(
                $"{read.Count} pages read meanwhile, p95 {pagesRead.Percentile(.95):0} ms; figures at most {oldest:0} s old (bar {InsightsBenchmark.AgeBar:0}); median p99 of capture over {Rounds} rounds each {loud:0.0} ms and {quiet:0.0} ms idle: {loud / quiet:0.00} × (bar {Bar}) {(isMet ? "met" : "MISSED")}"
            )
        );
        return isMet;
    }

    private static double MedianOf(List<Measured> rounds) =>
        rounds.Select(round => round.Percentile(.99)).Order().ElementAt(rounds.Count / 2);

    private static Measured Together(List<Measured> rounds) =>
        new(
            PostingClients,
            rounds.Aggregate(TimeSpan.Zero, (all, round) => all + round.Took),
            [.. rounds.SelectMany(round => round.Latencies)]
        );

    /// <returns>Of each page how long it took, in milliseconds, and how old its figures were, in seconds.</returns>
    private static async Task<List<(double Took, double Age)>> ReadAsync(
        HttpClient staff,
        List<string> paths,
        int reader,
        CancellationToken over
    )
    {
        var read = new List<(double, double)>();
        for (var i = reader * paths.Count / (Rounds * Readers); !over.IsCancellationRequested; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var page = await staff.GetStringAsync(
                new Uri(paths[i % paths.Count], UriKind.Relative),
                CancellationToken.None
            );
            read.Add((Stopwatch.GetElapsedTime(begun).TotalMilliseconds, InsightsBenchmark.AgeOf(page)));
            await Task.Delay(Pause, CancellationToken.None);
        }

        return read;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
