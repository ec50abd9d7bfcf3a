using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LeadGen.Benchmarks;

/// <summary>GET of a landing page beside a bare Kestrel answer of the same size.</summary>
internal static class LandingBenchmark
{
    private const double Bar = 0.25;

    /// <summary>A browser's, so that views are counted as a visitor's are.</summary>
    private const string Browser =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    public static async Task RunAsync(TimeSpan time)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync();
        await using (postgres)
        {
            await using var app = await AppProcess.StartAsync(postgres.ConnectionString, folder);
            var slug = await CaptureBenchmark.FirstOfferAsync(app.Port);
            var page = await HttpLoad.GetAsync(app.Port, $"/offers/{slug}");
            Console.WriteLine($"landing page: {Encoding.UTF8.GetByteCount(page):N0} bytes of HTML");
            using var bare = Bare(Encoding.UTF8.GetByteCount(page));
            var barePort = int.Parse((await bare.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            var (ask, askBare) = (Get($"/offers/{slug}"), Get("/"));
            await HttpLoad.RunAsync(app.Port, 8, time / 2, () => ask, "HTTP/1.1 200");
            await HttpLoad.RunAsync(barePort, 8, time / 2, () => askBare, "HTTP/1.1 200");
            foreach (var clients in new[] { 1, 8, 32 })
            {
                var ours = await HttpLoad.RunAsync(app.Port, clients, time, () => ask, "HTTP/1.1 200");
                var limit = await HttpLoad.RunAsync(barePort, clients, time, () => askBare, "HTTP/1.1 200");
                Console.WriteLine(ours.Row("GET landing page"));
                Console.WriteLine(limit.Row("bare Kestrel, same size"));
                Console.WriteLine(Measured.Ratio(ours, limit, Bar));
            }

            bare.Kill();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static byte[] Get(string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {Browser}\r\n\r\n");

    private static Process Bare(int size) =>
        Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    typeof(LandingBenchmark).Assembly.Location,
                    BareServer.Mode,
                    size.ToString(CultureInfo.InvariantCulture),
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
}
