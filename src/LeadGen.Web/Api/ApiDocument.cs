using System.Text.Json.Serialization.Metadata;
using LeadGen.Web.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LeadGen.Web.Api;

/// <summary>The OpenAPI description: what it is about, how callers are let in, and what each call may refuse.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    public const string Scheme = "bearer";

    private const string DateTime = "date-time";

    private const string About = """
        Leads, what they do, how they score, and what sales makes of them.

        Send an API key as `Authorization: Bearer lg_…`; `apikey create` makes one, with the scopes that its program needs.
        Bodies are JSON, at most 128 kB, models 1 MB, lists and conversations 8 MB. Unknown members are ignored; a member that stands twice in an object is
        refused. Instants are RFC 3339. Errors are problem documents (RFC 9457), with `errors` by field where fields are wrong.
        Lists take `limit` (at most 200) and `cursor`, and answer `items` and `next_cursor`.
        A write may carry `Idempotency-Key`: for 24 hours the same call by the same API key is answered the same and does nothing twice.
        A key may call 100 times a second, and 1,000 times at once after a pause.
        """;

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = call =>
            call.RelativePath?.StartsWith(ApiSetup.Root[1..], StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer((schema, context, _) => DescribeAsync(schema, context));
        options.AddDocumentTransformer((document, _, _) => DescribeAsync(document));
        options.AddOperationTransformer((operation, context, _) => DescribeAsync(operation, context));
    }

    /// <summary>Without the endings that tell our own types apart.</summary>
    private static string? NameOf(JsonTypeInfo type)
    {
        if (type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(ListPage<>))
        {
            return NameOf(type.Type.GetGenericArguments()[0].Name) + "Page";
        }

        return OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name ? NameOf(name) : null;
    }

    private static string NameOf(string name) =>
        name.EndsWith("Json", StringComparison.Ordinal) ? name[..^4]
        : name.EndsWith("Body", StringComparison.Ordinal) ? name[..^4] + "Input"
        : name == nameof(VersionedModel) ? "ScoringModel"
        : name;

    /// <summary>What a converter of ours writes is a text.</summary>
    private static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (schema.Type is null && (type.IsEnum || type == typeof(DateTimeOffset)))
        {
            schema.Type =
                type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = type.IsEnum ? schema.Format : DateTime;
        }

        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "LeadGen",
            Version = Name,
            Description = About,
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, such as lg_….",
        };
        ApiShared.AddTo(document);
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var scope = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().LastOrDefault();
        if (scope is not null)
        {
            operation.Description = $"{operation.Description} Needs the scope `{scope.Scope}`.".TrimStart();
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [scope.Scope],
                },
            ];
        }

        operation.OperationId ??= context
            .Description.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>()
            .LastOrDefault()
            ?.EndpointName;
        ApiShared.AddTo(operation, context.Description.HttpMethod, context.Document);
        AddExamples(operation);
        return Task.CompletedTask;
    }

    private static void AddExamples(OpenApiOperation operation)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            if (ApiExamples.ValueOf(parameter.Name ?? "") is { } value && parameter.Schema is OpenApiSchema schema)
            {
                schema.Format = ApiInstant.TryRead(value, out _) ? DateTime : schema.Format;
                parameter.Example = value;
            }
        }

        if (operation.OperationId is { } id && ApiExamples.BodyOf(id) is { } body)
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            {
                content.Example = body.DeepClone();
            }
        }
    }
}
