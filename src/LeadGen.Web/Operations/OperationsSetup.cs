using System.Globalization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using Serilog;
using Serilog.Events;

namespace LeadGen.Web.Operations;

/// <summary>Logs, metrics and health.</summary>
public static class OperationsSetup
{
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<LeadGenOptions>()
            .BindConfiguration(LeadGenOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PersonTokens>();
        builder.Services.AddSerilog(
            (services, log) =>
                log
                    .ReadFrom.Configuration(builder.Configuration)
                    .ReadFrom.Services(services)
                    .WriteTo.Console(
                        LogEventLevel.Verbose,
                        formatProvider: CultureInfo.InvariantCulture,
                        standardErrorFromLevel: LogEventLevel.Verbose
                    )
        );
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [DatabaseCheck.Tag]);
        builder
            .Services.AddOpenTelemetry()
            .WithMetrics(metrics =>
                metrics
                    .AddAspNetCoreInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddMeter(Metrics.Name)
                    .AddMeter("Npgsql")
                    .AddPrometheusExporter()
            );
        return builder;
    }

    /// <summary>One line a request, by the pattern of its route: paths can hold tokens and addresses.</summary>
    public static void UseRequestLog(this WebApplication app) =>
        app.UseSerilogRequestLogging(options =>
        {
            options.MessageTemplate = "{RequestMethod} {Route} answered {StatusCode} in {Elapsed:0.0} ms";
            options.EnrichDiagnosticContext = (log, context) =>
                log.Set(
                    "Route",
                    context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }
                        ? "/" + route.TrimStart('/')
                        : "(no route)"
                );
            options.IncludeQueryInRequestPath = false;
            options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
                [
                    new("RequestMethod", new ScalarValue(context.Request.Method)),
                    new("StatusCode", new ScalarValue(status)),
                    new("Elapsed", new ScalarValue(elapsed)),
                ];
        });

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks(
            "/healthz/ready",
            new HealthCheckOptions { Predicate = check => check.Tags.Contains(DatabaseCheck.Tag) }
        );
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
