using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Api;

/// <summary>Says of an endpoint, for its description, what it takes and answers.</summary>
internal static class ApiDescription
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    /// <param name="optional">The body may be left out.</param>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, bool optional = false)
        where T : notnull => endpoint.Accepts<T>(optional, Json);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<T>(status, Json);
        }

        return endpoint;
    }

    /// <summary>Besides 401, 403 and 429, which every call may answer.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            _ =
                status == StatusCodes.Status422UnprocessableEntity
                    ? endpoint.Produces<HttpValidationProblemDetails>(status, Problem)
                    : endpoint.Produces<ProblemDetails>(status, Problem);
        }

        return endpoint;
    }
}
