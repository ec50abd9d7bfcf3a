using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace LeadGen.Web.Api;

/// <summary>What many calls take and answer alike: described once, and referred to.</summary>
internal static class ApiShared
{
    private const string Location = "Location";
    private const string RetryAfter = "Retry-After";

    private static readonly string[] RateLimit = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

    public static void AddTo(OpenApiDocument document)
    {
        var components = document.Components!;
        components.Headers = new Dictionary<string, IOpenApiHeader>
        {
            [RateLimit[0]] = Header("How many calls the key may make at once.", JsonSchemaType.Integer),
            [RateLimit[1]] = Header("How many of them are left.", JsonSchemaType.Integer),
            [RateLimit[2]] = Header("Seconds until they are all there again.", JsonSchemaType.Integer),
            [RetryAfter] = Header("Seconds to wait before the next call.", JsonSchemaType.Integer),
            [Location] = Header("Where to ask for it.", JsonSchemaType.String),
            [IdempotentCalls.RepeatedHeader] = Header(
                "true: this is the answer of an earlier call with the same key.",
                JsonSchemaType.String
            ),
        };
        components.Parameters = new Dictionary<string, IOpenApiParameter>
        {
            [IdempotentCalls.Header] = new OpenApiParameter
            {
                Name = IdempotentCalls.Header,
                In = ParameterLocation.Header,
                Description =
                    "A text of your own, such as a UUID. For 24 hours the same call with it is answered the same and does nothing twice.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    MinLength = 1,
                    MaxLength = Data.KeptAnswer.KeyMaxLength,
                },
            },
        };
        components.Responses = new Dictionary<string, IOpenApiResponse>
        {
            ["Unreadable"] = Problem(document, "No JSON that can be read, or no Idempotency-Key that can be used"),
            ["NoKey"] = Problem(document, "No valid API key"),
            ["NoScope"] = Problem(document, "The API key lacks the scope; the member scope names it"),
            ["Running"] = Problem(document, "The first call with this Idempotency-Key still runs"),
            ["TooLarge"] = Problem(document, "The body is too large; detail says how much is taken"),
            ["WrongType"] = Problem(document, "The body is of another type than is taken"),
            ["OtherBody"] = Problem(document, "This Idempotency-Key was sent with another body"),
            ["TooMany"] = Problem(document, "Too many calls", RetryAfter),
        };
    }

    /// <summary>Adds to a call what every call like it takes and answers.</summary>
    public static void AddTo(OpenApiOperation operation, string? method, OpenApiDocument? document)
    {
        var responses = operation.Responses ??= [];
        responses.TryAdd("401", Response("NoKey", document));
        responses.TryAdd("403", Response("NoScope", document));
        responses.TryAdd("429", Response("TooMany", document));
        if (method is not null && !HttpMethods.IsGet(method))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameterReference(IdempotentCalls.Header, document));
            responses.TryAdd("400", Response("Unreadable", document));
            responses.TryAdd("409", Response("Running", document));
            responses.TryAdd("422", Response("OtherBody", document));
        }

        if (operation.RequestBody is not null)
        {
            responses.TryAdd("413", Response("TooLarge", document));
            responses.TryAdd("415", Response("WrongType", document));
        }

        foreach (var (status, answer) in responses)
        {
            if (answer is OpenApiResponse own)
            {
                AddHeaders(own, [.. RateLimit, .. HeadersOf(operation.OperationId, status)], document);
                if (status[0] == '2' && method is not null && !HttpMethods.IsGet(method))
                {
                    AddHeaders(own, [IdempotentCalls.RepeatedHeader], document);
                }
            }
        }
    }

    private static string[] HeadersOf(string? operation, string status) =>
        (operation, status) switch
        {
            ("enterLead", "201") or ("importLeads", "202") or ("replayDraftModel", "202") => [Location],
            (_, "503") => [RetryAfter],
            _ => [],
        };

    private static void AddHeaders(OpenApiResponse response, string[] names, OpenApiDocument? document)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        foreach (var name in names)
        {
            response.Headers[name] = new OpenApiHeaderReference(name, document);
        }
    }

    private static OpenApiHeader Header(string about, JsonSchemaType type) =>
        new()
        {
            Description = about,
            Schema = new OpenApiSchema { Type = type },
        };

    private static OpenApiResponse Problem(OpenApiDocument document, string about, params string[] headers)
    {
        var response = new OpenApiResponse
        {
            Description = about,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(ProblemDetails), document),
                },
            },
        };
        AddHeaders(response, [.. RateLimit, .. headers], document);
        return response;
    }

    private static OpenApiResponseReference Response(string name, OpenApiDocument? document) => new(name, document);
}
