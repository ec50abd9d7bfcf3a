using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Operations;

/// <summary>Logs, metrics and health.</summary>
public static class OperationsSetup
{
    /// <summary>A browser sends the head of a request at once; who takes longer holds a connection to no good end.</summary>
    private static readonly TimeSpan LongestHead = TimeSpan.FromSeconds(10);

    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<LeadGenOptions>()
            .BindConfiguration(LeadGenOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.RequestHeadersTimeout = LongestHead);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PersonTokens>();
        builder.AddLogs();
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [DatabaseCheck.Tag]);
        builder.AddTelemetry();
        return builder;
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks(
            "/healthz/ready",
            new HealthCheckOptions { Predicate = check => check.Tags.Contains(DatabaseCheck.Tag) }
        );
        app.MapMetrics(app.Services.GetRequiredService<IOptions<LeadGenOptions>>().Value);
    }
}
