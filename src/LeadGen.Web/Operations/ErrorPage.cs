using System.Globalization;
using LeadGen.Web.Data;

namespace LeadGen.Web.Operations;

/// <summary>What is answered where nobody caught it: 503 while the database is away, for that passes by itself, else 500.</summary>
public static class ErrorPage
{
    public static void UseErrorPage(this WebApplication app) =>
        app.UseExceptionHandler(
            new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", StatusCodeSelector = StatusOf }
        );

    public static int StatusOf(Exception e) =>
        e switch
        {
            BadHttpRequestException refused => refused.StatusCode,
            // A form that is none, such as one with a NUL.
            InvalidDataException => StatusCodes.Status400BadRequest,
            _ when DatabaseAway.Is(e) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>Says how long, where waiting helps.</summary>
    public static void AskToWait(this HttpResponse response, int status)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = DatabaseAway.Wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        }
    }
}
