using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Data;

public static class DataSetup
{
    public const string ConnectionName = "LeadGen";

    /// <summary>Of the connections that first forms have for themselves, whatever staff, other systems and background work do with the rest.</summary>
    public const string ForForms = "forms";

    private const int FormsAtOnceForEachProcessor = 2;
    private const int AutoPreparedStatements = 100;
    private const int KeepAliveSeconds = 30;

    /// <summary>For a connection to be made, or to come free: who waits longer is better told so, and asked to come again.</summary>
    private const int OpenSeconds = 1;

    /// <summary>By these the system notices that nobody is there any more, also where something waits without limit.</summary>
    private const int ProbeAfterSeconds = 30;
    private const int ProbeEverySeconds = 10;

    /// <summary>
    /// Nearly all that is asked is a page of some fifty rows: helpers and compiled plans cost such a query more than they save,
    /// and take the processors from others.
    /// </summary>
    private const string ForManySmallQueries = "-c jit=off -c max_parallel_workers_per_gather=0";

    /// <summary>An instance that is frozen in a transaction keeps its locks no longer than this; none of ours waits for itself that long.</summary>
    private const string ForFrozenInstances = "-c idle_in_transaction_session_timeout=60s";

    /// <summary>More first forms at a time would not be faster.</summary>
    public static int FormsAtOnce { get; } = FormsAtOnceForEachProcessor * Environment.ProcessorCount;

    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = Complete(configuration.GetConnectionString(ConnectionName));
        var (forms, others) = Shares(connection);
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(others) { Name = "leadgen" }.Build());
        services.AddKeyedSingleton(
            ForForms,
            (_, _) => new NpgsqlDataSourceBuilder(forms) { Name = "leadgen forms" }.Build()
        );
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
        services.AddSingleton<MailDomains>();
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

        if (!isSet.Contains("Timeout"))
        {
            connection.Timeout = OpenSeconds;
        }

        // Not where Postgres is reached by a file.
        if (!isSet.Contains("Tcp Keepalive Time") && connection.Host?.StartsWith('/') != true)
        {
            connection.TcpKeepAliveTime = ProbeAfterSeconds;
            connection.TcpKeepAliveInterval = ProbeEverySeconds;
        }

        if (!isPooled)
        {
            connection.Options = $"{ForManySmallQueries} {ForFrozenInstances}";
            connection.SearchPath = $"{LeadGenDbContext.Schema},public";
        }

        return connection.ConnectionString;
    }

    /// <summary>Of the connections that the instance may have, a few for first forms and the rest for all others.</summary>
    public static (string Forms, string Others) Shares(string connection)
    {
        var all = new NpgsqlConnectionStringBuilder(connection).MaxPoolSize;
        var forms = Math.Clamp(all / 4, 1, FormsAtOnce);
        return (Share(connection, forms), Share(connection, Math.Max(1, all - forms)));
    }

    private static string Share(string connection, int size)
    {
        var share = new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = size };
        share.MinPoolSize = Math.Min(share.MinPoolSize, size);
        return share.ConnectionString;
    }
}
