namespace LeadGen.Web.Api;

/// <summary>
/// Says of an address which methods it takes. By themselves routes would not: one that takes any address, such as that of the static
/// files in Development, turns a wrong method into a 404, and a wrong address into a 405.
/// </summary>
internal static class ApiFallbacks
{
    /// <summary>Marks the answers that are given here.</summary>
    private sealed record Known;

    private static readonly string[] Methods =
    [
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Post,
        HttpMethods.Put,
        HttpMethods.Patch,
        HttpMethods.Delete,
        HttpMethods.Options,
        HttpMethods.Trace,
    ];

    /// <summary>After all calls are mapped: each address gets an answer for every other method.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var addresses = app
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.RoutePattern.RawText?.StartsWith(ApiSetup.Root, StringComparison.Ordinal) == true
            )
            .GroupBy(endpoint => endpoint.RoutePattern.RawText!)
            .ToDictionary(address => address.Key, MethodsOf);
        foreach (var (address, methods) in addresses)
        {
            app.MapMethods(address, Methods.Except(methods), http => Refuse(http, methods))
                .WithMetadata(new Known())
                .ExcludeFromDescription();
        }
    }

    /// <summary>Is this refusal of a method one for an address that no call has?</summary>
    public static bool IsNowhere(HttpContext http) =>
        http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
        && http.GetEndpoint()?.Metadata.GetMetadata<Known>() is null;

    private static string[] MethodsOf(IEnumerable<RouteEndpoint> address) =>
        [
            .. address
                .SelectMany(endpoint => endpoint.Metadata.OfType<HttpMethodMetadata>())
                .SelectMany(methods => methods.HttpMethods)
                .Distinct()
                .Order(),
        ];

    // ApiErrors adds the words.
    private static Task Refuse(HttpContext http, string[] methods)
    {
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = string.Join(", ", methods);
        return Task.CompletedTask;
    }
}
