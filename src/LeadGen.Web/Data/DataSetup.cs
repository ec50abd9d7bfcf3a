using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Data;

public static class DataSetup
{
    public const string ConnectionName = "LeadGen";

    private const int AutoPreparedStatements = 100;
    private const int KeepAliveSeconds = 30;

    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(ConnectionName))
        {
            MaxAutoPrepare = AutoPreparedStatements,
            AutoPrepareMinUsages = 2,
            KeepAlive = KeepAliveSeconds,
            SearchPath = $"{LeadGenDbContext.Schema},public",
        };
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connection.ConnectionString).Build());
        services.AddDbContextPool<LeadGenDbContext>(
            (provider, options) => LeadGenDbContext.Configure(options, provider.GetRequiredService<NpgsqlDataSource>())
        );
        services.AddSingleton<RescoreQueue>();
        return services;
    }

    /// <summary>Brings the schema up to date and puts in what a new installation starts with. Safe to run at any time, by several at once.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken cancel = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            await db.Database.MigrateAsync(cancel);
        }

        await FirstContent.SeedAsync(db, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow(), cancel);
    }
}
