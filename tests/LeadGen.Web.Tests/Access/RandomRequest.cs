using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Access;

/// <summary>Any request to any route: ids of real things where they do not belong, words that break out of what is built badly, and methods that nobody meant.</summary>
internal sealed class RandomRequest
{
    /// <summary>Would be a script, were it ever written as it is.</summary>
    public const string Script = "<script>walked()</script>";

    private static readonly string[] Bad =
    [
        "",
        "'",
        "' or 1=1 --",
        "1; select pg_sleep(20) --",
        "\"><" + Script[1..],
        Script,
        "{{7*7}}${7*7}",
        "../../../../etc/passwd",
        "..\\..\\appsettings.json",
        "//evil.example/walked",
        "https://evil.example/walked",
        "\r\nSet-Cookie: walked=1",
        "\0",
        "\ud800",
        "\u202e\u0000\u200b",
        "%00%0a",
        "-1",
        "0",
        "2147483648",
        "99999999999999999999",
        "NaN",
        "1e999",
        "null",
        "[]",
        "true",
        "2026-02-30",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "*/*",
        new string('a', 5000),
    ];

    /// <summary>Of fields and parameters that pages and calls read by themselves.</summary>
    private static readonly string[] Names =
    [
        "q id at lead handoff version verb reason note text title name email before cursor from to show sort page limit returnUrl",
        "format as key staff owner days model as_of state kind session passkey file do map act by source step group team role",
        "score min_fit max_fit min_engagement stage offer country due subject password token slug confirm consent wanted zone",
    ];

    private readonly Random _random;
    private readonly IReadOnlyList<string> _ids;
    private readonly IReadOnlyList<Place> _places;
    private readonly string[] _names = [.. Names.SelectMany(line => line.Split(' '))];

    private RandomRequest(Random random, IReadOnlyList<string> ids, IReadOnlyList<Place> places) =>
        (_random, _ids, _places) = (random, ids, places);

    /// <param name="ids">Of all things there are, and what else opens something.</param>
    public static async Task<RandomRequest> OfAsync(WebApp app, Random random, IReadOnlyList<string> ids)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var places = new List<Place>();
        foreach (var route in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (
                route.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
                // Nobody could go on after it.
                || route.RoutePattern.RawText?.Contains("logout", StringComparison.OrdinalIgnoreCase) == true
            )
            {
                continue;
            }

            var methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            var handlers = new List<(string Method, string Name)>();
            if (route.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                handlers.AddRange(
                    (await loader.LoadAsync(page, route.Metadata))
                        .HandlerMethods.Where(handler => handler.Name != "SignOutEverywhere")
                        .Select(handler => (handler.HttpMethod.ToUpperInvariant(), handler.Name ?? ""))
                );
            }

            places.Add(new Place(route.RoutePattern, [.. methods], handlers));
        }

        return new RandomRequest(random, ids, places);
    }

    /// <param name="token">Against forged requests, for who is signed in.</param>
    public HttpRequestMessage Next(KeyValuePair<string, string>? token)
    {
        var place = Pick(_places);
        var isCall = place.Path.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal);
        var (method, handler) = place.Handlers.Count > 0 ? Pick(place.Handlers) : (Pick(place.Methods), "");
        if (_random.Next(12) == 0)
        {
            method = Pick(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
        }

        var query = Fields(_random.Next(4)).ToList();
        if (handler.Length > 0)
        {
            query.Insert(0, new("handler", handler));
        }

        var request = new HttpRequestMessage(new HttpMethod(method), PathOf(place.Path) + QueryOf(query));
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = isCall ? Json() : Form(token);
        }

        return request;
    }

    private string PathOf(RoutePattern pattern)
    {
        var parts = pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(PartOf)));
        return "/" + string.Join('/', parts.Where(part => part.Length > 0));
    }

    private string PartOf(RoutePatternPart part) =>
        part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { IsOptional: true } when _random.Next(2) == 0 => "",
            // Where anything else leads to no page at all, an id is more telling.
            // Of a path with a NUL the server itself says that it is none.
            _ => Uri.EscapeDataString(
                _random.Next(8) == 0 ? Clean(Pick(Bad)).Replace("\0", "", StringComparison.Ordinal) : Pick(_ids)
            ),
        };

    private static string QueryOf(List<KeyValuePair<string, string>> fields) =>
        fields.Count == 0
            ? ""
            : "?" + string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));

    private FormUrlEncodedContent Form(KeyValuePair<string, string>? token)
    {
        var fields = Fields(_random.Next(6));
        return new FormUrlEncodedContent(token is { } own ? fields.Append(own) : fields);
    }

    private StringContent Json()
    {
        object Value() => _random.Next(6) == 0 ? new[] { Pick(_ids) } : ValueOf();
        var body = Fields(_random.Next(6))
            .DistinctBy(field => field.Key)
            .ToDictionary(field => field.Key, _ => Value());
        var text = _random.Next(10) == 0 ? Clean(Pick(Bad)) : JsonSerializer.Serialize(body);
        return new StringContent(text, Encoding.UTF8, "application/json");
    }

    private IEnumerable<KeyValuePair<string, string>> Fields(int count) =>
        Enumerable.Range(0, count).Select(_ => KeyValuePair.Create(Pick(_names), ValueOf()));

    private string ValueOf() =>
        _random.Next(3) switch
        {
            0 => Clean(Pick(Bad)),
            1 => Pick(_ids),
            _ => _random.Next(-1, 100).ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>Half a letter is none that could be sent.</summary>
    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private T Pick<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    private sealed record Place(
        RoutePattern Path,
        IReadOnlyList<string> Methods,
        IReadOnlyList<(string Method, string Name)> Handlers
    );
}
