using LeadGen.Postgres;

namespace LeadGen.Web.Operations;

/// <summary>Brings up a private Postgres where none is configured.</summary>
public static class PostgresStart
{
    /// <summary>The server that was brought up, to be disposed at the end; null where a connection string is configured.</summary>
    /// <exception cref="EmbeddedPostgresException">None is configured, and none may or can be brought up.</exception>
    public static async Task<EmbeddedPostgres?> UsePostgresAsync(
        this WebApplicationBuilder builder,
        CancellationToken cancel = default
    )
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(Data.DataSetup.ConnectionName)))
        {
            return null;
        }

        var settings =
            builder.Configuration.GetSection(LeadGenOptions.Section).Get<LeadGenOptions>() ?? new LeadGenOptions();
        if (!builder.Environment.IsDevelopment() && !settings.EmbeddedPostgres)
        {
            throw new EmbeddedPostgresException(
                "No database is configured. Set ConnectionStrings__LeadGen to a Postgres 15 or newer, "
                    + "or LeadGen__EmbeddedPostgres=true to let LeadGen run a private one in LeadGen__DataDirectory."
            );
        }

        var options = EmbeddedPostgresOptions.In(settings.DataDirectory) with { Say = Console.Error.WriteLine };
        var server = await EmbeddedPostgres.StartAsync(options, cancel);
        builder.Configuration[$"ConnectionStrings:{Data.DataSetup.ConnectionName}"] = server.ConnectionString;
        return server;
    }
}
