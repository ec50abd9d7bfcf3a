using LeadGen.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Scalar.AspNetCore;

namespace LeadGen.Web.Api;

/// <summary>The API for other programs, its description and a page to read it.</summary>
public static class ApiSetup
{
    public const string Root = "/api/v1";

    /// <summary>Lists that other systems send. Each call reads no more than its own limit, and says so.</summary>
    private const int BodyMaxBytes = 8 * 1024 * 1024;

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddExceptionHandler<ApiErrors>();
        services.AddSingleton<KeptAnswers>();
        services.AddScoped<LeadReads>();
        services.AddScoped<HandoffReads>();
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
        return services;
    }

    /// <summary>Inside of what answers errors with pages.</summary>
    public static void UseApiErrors(this IApplicationBuilder app) => app.Use(ApiErrors.FillAsync);

    /// <summary>Behind the question who calls.</summary>
    public static void UseIdempotency(this IApplicationBuilder app) => app.UseMiddleware<IdempotentCalls>();

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root)
            .AddEndpointFilter<RouteGroupBuilder, PersonReads>()
            .WithMetadata(new RequestSizeLimitAttribute(BodyMaxBytes));
        LeadsApi.Map(api);
        LeadMergesApi.Map(api);
        TouchpointsApi.Map(api);
        ConversationsApi.Map(api);
        ServiceRequestsApi.Map(api);
        ScoringModelsApi.Map(api);
        ReplaysApi.Map(api);
        HandoffsApi.Map(api);
        OutcomesApi.Map(api);
        ExportsApi.Map(api);
        ImportsApi.Map(api);
        ApiFallbacks.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/docs/api", ApiPage.Show);
    }
}
