using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadGen.Web.Demo;

/// <summary>
/// The small demo: some sixty invented leads so that no page is empty, a few of them in the queue. Once, and only into an installation
/// that has no leads yet.
/// </summary>
public sealed class DemoStart(
    NpgsqlDataSource source,
    DemoSeed seed,
    IOptions<LeadGenOptions> options,
    IHostEnvironment environment,
    TimeProvider time
)
{
    public const string Mark = "demo_leads";

    private const int Extras = 54;

    public async Task RunAsync(CancellationToken cancel)
    {
        if (!options.Value.HasDemo(environment))
        {
            return;
        }

        await using var connection = await source.OpenConnectionAsync(cancel);
        if (await IsFirstAsync(connection, cancel))
        {
            var now = time.GetUtcNow();
            List<DemoGroup> people = [.. new DemoPeople(now).Take(Extras), .. DemoCast.All(now)];
            await seed.FinishAsync(connection, await seed.WriteAsync(connection, people, cancel), cancel);
        }
    }

    /// <summary>Two instances may start at once: the mark's key lets one of them through.</summary>
    private static async Task<bool> IsFirstAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into leadgen.settings (key, value)
            select $1, case when exists (select from leadgen.leads) then 'left out' else 'seeded' end
            on conflict (key) do nothing
            returning value = 'seeded'
            """,
            connection
        );
        command.Parameters.Add(new() { Value = Mark });
        return await command.ExecuteScalarAsync(cancel) is true;
    }
}
