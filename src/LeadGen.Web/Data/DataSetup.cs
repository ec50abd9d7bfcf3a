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
}
