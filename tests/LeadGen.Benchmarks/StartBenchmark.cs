using System.Globalization;

namespace LeadGen.Benchmarks;

/// <summary>Start to the first 200 on a warm data directory, and memory at rest.</summary>
internal static class StartBenchmark
{
    private const int Starts = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task RunAsync()
    {
        var (postgres, folder) = await AppProcess.PostgresAsync();
        await using (postgres)
        {
            await (await AppProcess.StartAsync(postgres.ConnectionString, folder)).DisposeAsync();
            for (var i = 0; i < Starts; i++)
            {
                await using var app = await AppProcess.StartAsync(postgres.ConnectionString, folder, "/");
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"start to the first 200 of /: {app.StartedIn.TotalSeconds:0.00} s (bar 3)"
                    )
                );
                if (i == Starts - 1)
                {
                    await Task.Delay(Rest);
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"memory at rest: {app.Memory / 1e6:0} MB (bar 250)"
                        )
                    );
                }
            }
        }

        Directory.Delete(folder, recursive: true);
    }
}
