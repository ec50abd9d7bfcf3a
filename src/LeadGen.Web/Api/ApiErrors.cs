using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Api;

/// <summary>Makes a problem of every error below <c>/api</c> that has no body yet: no such route, a wrong method, a failure.</summary>
public sealed partial class ApiErrors(ILogger<ApiErrors> log) : IExceptionHandler
{
    public static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    /// <summary>Inside of whatever answers errors with pages.</summary>
    internal static async Task FillAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var answer = context.Response;
        if (!IsApi(context) || answer.HasStarted || answer.StatusCode < 400 || answer.ContentType is not null)
        {
            return;
        }

        if (ApiFallbacks.IsNowhere(context))
        {
            answer.StatusCode = StatusCodes.Status404NotFound;
            answer.Headers.Remove(HeaderNames.Allow);
        }

        await WriteAsync(context, answer.StatusCode, Words(answer.StatusCode));
    }

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        // The path of the request is that of the page of errors by now.
        var asked = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        if (!new PathString(asked).StartsWithSegments("/api"))
        {
            return false;
        }

        var status = ErrorPage.StatusOf(exception);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            LogFailed(exception, RequestTrace.Of(httpContext));
        }

        httpContext.Response.AskToWait(status);
        await WriteAsync(httpContext, status, Words(status));
        return true;
    }

    private static string Words(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => "There is nothing at this address. The calls are listed at /docs/api.",
            StatusCodes.Status405MethodNotAllowed =>
                "This address does not take that method; the header Allow says which. The calls are listed at /docs/api.",
            StatusCodes.Status413PayloadTooLarge => "Send less at once.",
            StatusCodes.Status415UnsupportedMediaType =>
                "Send JSON in UTF-8 with the header Content-Type: application/json, and a file to import with text/csv.",
            StatusCodes.Status503ServiceUnavailable => "The database does not answer. Try again in a while.",
            < StatusCodes.Status500InternalServerError => "The request cannot be read. Send it again, complete.",
            _ => "It failed on our side and was logged under trace_id. Try again; if it stays, tell an administrator.",
        };

    private static Task WriteAsync(HttpContext context, int status, string detail) =>
        TypedResults
            .Problem(
                detail,
                statusCode: status,
                extensions: new Dictionary<string, object?> { ["trace_id"] = RequestTrace.Of(context) }
            )
            .ExecuteAsync(context);

    [LoggerMessage(Level = LogLevel.Error, Message = "An API call failed; its caller was told the trace {Trace}")]
    private partial void LogFailed(Exception e, string trace);
}
