using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Tests.Operations;

public sealed class BodyLimitTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public void A_body_is_small_and_connections_have_an_end_unless_a_route_says_else()
    {
        var limits = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal(
            (OperationsSetup.BodyMaxBytes, 10_000),
            (limits.MaxRequestBodySize, limits.MaxConcurrentConnections)
        );

        var larger = app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(one =>
                one.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize > limits.MaxRequestBodySize
            )
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/'))
            .Where(route => !route.StartsWith("api/v1", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "admin/spam",
                "insights/costs",
                "marketing/imports/file",
                "marketing/imports/list",
                "marketing/imports/{id:guid}",
                "marketing/offers/{id:guid}",
                "marketing/offers/{id:guid}/delivery/codes",
                "marketing/offers/{id:guid}/delivery/file",
                "marketing/offers/{id:guid}/delivery/registrations",
                "marketing/scoring/draft",
            ],
            larger
        );
    }
}
