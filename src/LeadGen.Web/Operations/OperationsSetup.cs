using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Operations;

/// <summary>Logs, metrics and health.</summary>
public static class OperationsSetup
{
    /// <summary>A browser sends the head of a request at once; who takes longer holds a connection to no good end.</summary>
    private static readonly TimeSpan LongestHead = TimeSpan.FromSeconds(10);

    /// <summary>Of what says nothing else: a page with its forms. Whatever takes files or long lists states its own.</summary>
    public const int BodyMaxBytes = 256 * 1024;

    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<LeadGenOptions>()
            .BindConfiguration(LeadGenOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder
            .Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<LeadGenOptions>>(
                (kestrel, app) =>
                {
                    kestrel.Limits.RequestHeadersTimeout = LongestHead;
                    kestrel.Limits.MaxRequestBodySize = BodyMaxBytes;
                    kestrel.Limits.MaxConcurrentConnections = app.Value.MaxConnections;
                }
            );
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PersonTokens>();
        builder.AddLogs();
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [DatabaseCheck.Tag]);
        builder.AddTelemetry();
        return builder;
    }

    public static void MapOperations(this WebApplication app)
    {
        // By the names that others look for too.
        foreach (var path in (string[])["/healthz/live", "/healthz"])
        {
            app.MapHealthChecks(path, new HealthCheckOptions { Predicate = _ => false });
        }

        foreach (var path in (string[])["/healthz/ready", "/readyz"])
        {
            app.MapHealthChecks(
                path,
                new HealthCheckOptions { Predicate = check => check.Tags.Contains(DatabaseCheck.Tag) }
            );
        }

        app.MapMetrics(app.Services.GetRequiredService<IOptions<LeadGenOptions>>().Value);
    }
}
