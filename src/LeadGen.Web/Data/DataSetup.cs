using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Data;

public static class DataSetup
{
    public const string ConnectionName = "LeadGen";

    private const int AutoPreparedStatements = 100;
    private const int KeepAliveSeconds = 30;

    /// <summary>
    /// Nearly all that is asked is a page of some fifty rows: helpers and compiled plans cost such a query more than they save,
    /// and take the processors from others.
    /// </summary>
    private const string ForManySmallQueries = "-c jit=off -c max_parallel_workers_per_gather=0";

    /// <summary>An instance that is frozen in a transaction keeps its locks no longer than this; none of ours waits for itself that long.</summary>
    private const string ForFrozenInstances = "-c idle_in_transaction_session_timeout=60s";

    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = Complete(configuration.GetConnectionString(ConnectionName));
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connection) { Name = "leadgen" }.Build());
        services.AddHttpContextAccessor();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditedSql>();
        services.AddDbContextPool<LeadGenDbContext>(
            (provider, options) =>
            {
                LeadGenDbContext.Configure(options, provider.GetRequiredService<NpgsqlDataSource>());
                options.AddInterceptors(
                    provider.GetRequiredService<AuditTrail>(),
                    provider.GetRequiredService<AuditedSql>()
                );
            }
        );
        services.AddScoped<AuditBook>();
        services.AddSingleton<RescoreQueue>();
        services.AddSingleton<CaptureTransaction>();
        services.AddSingleton<CompanyName>();
        services.AddSingleton<HouseZone>();
        services.AddSingleton<ConsentBook>();
        services.AddSingleton<OutgoingHold>();
        services.AddSingleton<RoutingCache>();
        services.AddSingleton<TrackingPlans>();
        services.AddScoped<CurrentRouting>();
        services.AddScoped<HandoffRouting>();
        services.AddScoped<StaffBell>();
        return services;
    }

    /// <summary>
    /// With what suits the app, where the connection string says nothing else. Behind a pooler that gives each transaction another
    /// connection nothing is set for a session: docs/production.md says what the role gets instead.
    /// </summary>
    public static string Complete(string? connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var isPooled = connection.NoResetOnClose;
        // Whoever changes something for a session puts it back, so that not every use begins with seven statements that do.
        connection.NoResetOnClose = true;
        var isSet = connection.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!isSet.Contains("Max Auto Prepare") && !isPooled)
        {
            connection.MaxAutoPrepare = AutoPreparedStatements;
            connection.AutoPrepareMinUsages = 2;
        }

        if (!isSet.Contains("Keepalive"))
        {
            connection.KeepAlive = KeepAliveSeconds;
        }

        if (!isPooled)
        {
            connection.Options = $"{ForManySmallQueries} {ForFrozenInstances}";
            connection.SearchPath = $"{LeadGenDbContext.Schema},public";
        }

        return connection.ConnectionString;
    }
}
