using LeadGen.Postgres;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Commands;

/// <summary>Looks after the private server of the data directory.</summary>
public static class PostgresCommand
{
    public static System.CommandLine.Command Create()
    {
        var upgrade = new System.CommandLine.Command(
            "upgrade",
            "Take the data along to the newest Postgres that is to be had, with the app stopped. The old data are kept."
        );
        upgrade.SetAction((_, cancel) => UpgradeAsync(cancel));
        return new System.CommandLine.Command("postgres", "The private Postgres of the data directory.") { upgrade };
    }

    private static async Task<int> UpgradeAsync(CancellationToken cancel)
    {
        var configuration = WebApplication.CreateBuilder().Configuration;
        if (!string.IsNullOrWhiteSpace(configuration.GetConnectionString(DataSetup.ConnectionName)))
        {
            await Console.Error.WriteLineAsync(
                "ConnectionStrings__LeadGen leads to a Postgres of your own. Upgrade it by its own means, such as pg_upgrade."
            );
            return 1;
        }

        var settings = configuration.GetSection(LeadGenOptions.Section).Get<LeadGenOptions>() ?? new LeadGenOptions();
        var options = EmbeddedPostgresOptions.In(settings.DataDirectory) with { Say = Console.Error.WriteLine };
        try
        {
            await Console.Error.WriteLineAsync(
                await PostgresUpgrade.RunAsync(options, cancel) is { } done
                    ? $"The data are in Postgres {done.To} now. The old ones are in {done.Kept}: delete them once all is well."
                    : "There is no newer Postgres on this machine. Install one beside the old one, then try again."
            );
            return 0;
        }
        catch (Exception e)
            when (e is EmbeddedPostgresException or PostgresToolsException or IOException or Npgsql.NpgsqlException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
