using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadGen.Web.Operations;

/// <summary>Metrics for Prometheus; with <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, metrics and traces for a collector too.</summary>
public static class TelemetrySetup
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string OtherName = "OTEL_SERVICE_NAME";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(app =>
            {
                if (string.IsNullOrWhiteSpace(builder.Configuration[OtherName]))
                {
                    app.AddService("leadgen");
                }
            })
            .WithMetrics(metrics =>
                metrics
                    .AddAspNetCoreInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddMeter(Metrics.Name)
                    .AddMeter("Npgsql")
                    .AddPrometheusExporter()
            );
        if (!string.IsNullOrWhiteSpace(builder.Configuration[Collector]))
        {
            telemetry
                .WithTracing(traces =>
                    traces
                        .AddSource("Npgsql") // statements with places for values, never the values
                        .AddAspNetCoreInstrumentation(options =>
                            options.EnrichWithHttpResponse = (activity, answer) =>
                            {
                                // Paths can hold tokens and addresses, as they can in the log of requests.
                                activity.SetTag("url.path", RequestLog.RouteOf(answer.HttpContext));
                                activity.SetTag("url.query", null);
                            }
                        )
                )
                .UseOtlpExporter();
        }
    }

    public static void MapMetrics(this WebApplication app, LeadGenOptions options)
    {
        var door = new MetricsDoor(options);
        app.MapPrometheusScrapingEndpoint("/metrics")
            .Add(endpoint =>
            {
                var answer = endpoint.RequestDelegate!;
                endpoint.RequestDelegate = context =>
                {
                    if (door.Lets(context.Connection.RemoteIpAddress, context.Request.Headers))
                    {
                        return answer(context);
                    }

                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                };
            });
    }
}
