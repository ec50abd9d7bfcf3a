using Npgsql;

namespace LeadGen.Benchmarks.Handoffs;

/// <summary>The hand-off desk: routing, the queue with very many hand-offs, races for one, and promises with an instance that freezes.</summary>
internal static class HandoffsBenchmark
{
    public const int Handoffs = 100_000;

    /// <param name="only">One of the parts, by its name; null is all of them.</param>
    /// <returns>0 where all bars are met.</returns>
    public static async Task<int> RunAsync(string? only)
    {
        var bars = new Bars();
        if (only is null or "routing")
        {
            RoutingLoad.Run(bars);
        }

        if (only is null or "queue" or "races" or "promises")
        {
            var (postgres, folder) = await AppProcess.PostgresAsync();
            await using (postgres)
            {
                await WithDatabaseAsync(postgres.ConnectionString, folder, only, bars);
            }

            Directory.Delete(folder, recursive: true);
        }

        bars.Print();
        return bars.AreMet ? 0 : 1;
    }

    private static async Task WithDatabaseAsync(string connectionString, string folder, string? only, Bars bars)
    {
        await using (await AppProcess.StartAsync(connectionString, folder, settings: Desk.Settings))
        {
            // The first start makes roles, reasons, the model and the administrator.
        }

        await using var source = NpgsqlDataSource.Create(connectionString);
        await DeskSeed.RunAsync(source, Handoffs);
        if (only is null or "queue" or "races")
        {
            await using var app = await AppProcess.StartAsync(connectionString, folder, settings: Desk.Settings);
            using var desk = await Desk.OpenAsync(app.Port, source);
            if (only is null or "queue")
            {
                await QueueLoad.RunAsync(desk, source, bars);
            }

            if (only is null or "races")
            {
                await Races.RunAsync(app.Port, source, bars);
            }
        }

        if (only is null or "promises")
        {
            await Promises.RunAsync(connectionString, folder, source, bars);
        }
    }
}
