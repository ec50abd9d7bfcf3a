using System.Globalization;
using LeadGen.Web.Data.Audit;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace LeadGen.Web.Operations;

/// <summary>What the app says on standard error: lines for people, or JSON for what collects logs. Each has the number of its request.</summary>
public static class RequestLog
{
    private const string Line = "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj} {TraceId:l}{NewLine}{Exception}";

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        var format = builder.Configuration.GetValue<LogFormat>(
            $"{LeadGenOptions.Section}:{nameof(LeadGenOptions.Logs)}"
        );
        builder.Services.AddSerilog(
            (services, log) =>
            {
                log.ReadFrom.Configuration(builder.Configuration).ReadFrom.Services(services);
                if (format == LogFormat.Json)
                {
                    log.WriteTo.Console(
                        new RenderedCompactJsonFormatter(),
                        standardErrorFromLevel: LogEventLevel.Verbose
                    );
                }
                else
                {
                    log.WriteTo.Console(
                        LogEventLevel.Verbose,
                        Line,
                        CultureInfo.InvariantCulture,
                        standardErrorFromLevel: LogEventLevel.Verbose
                    );
                }
            }
        );
    }

    /// <summary>One line a request, by the pattern of its route: paths can hold tokens and addresses.</summary>
    public static void UseRequestLog(this WebApplication app) =>
        app.UseSerilogRequestLogging(options =>
        {
            options.MessageTemplate = "{RequestMethod} {Route} answered {StatusCode} in {Elapsed:0.0} ms";
            options.EnrichDiagnosticContext = (log, context) =>
            {
                log.Set("Route", RouteOf(context));
                // Who it is stands in the audit log and the list of users.
                if (context.Features.Get<AuditActor>()?.Id is { } id)
                {
                    log.Set("By", id);
                }
            };
            options.IncludeQueryInRequestPath = false;
            options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
                [
                    new("RequestMethod", new ScalarValue(context.Request.Method)),
                    new("StatusCode", new ScalarValue(status)),
                    new("Elapsed", new ScalarValue(elapsed)),
                ];
        });

    public static string RouteOf(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }
            ? "/" + route.TrimStart('/')
            : "(no route)";
}
