using Microsoft.AspNetCore.Authorization;

namespace LeadGen.Web.Access;

/// <summary>The scope that an endpoint asks for.</summary>
public sealed record RequiredScope(string Scope);

public static class RequiredScopeExtensions
{
    private const string PolicyPrefix = "scope ";

    /// <summary>Only an API key with this scope may call: others get 401 or 403, as a problem. Signed-in staff are nobody here.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        ApiScopes.All.Contains(scope)
            ? endpoint.WithMetadata(new RequiredScope(scope)).RequireAuthorization(PolicyPrefix + scope)
            : throw new ArgumentOutOfRangeException(nameof(scope), scope, "There is no such scope.");

    internal static void AddScopes(this AuthorizationBuilder authorization)
    {
        foreach (var scope in ApiScopes.All)
        {
            authorization.AddPolicy(
                PolicyPrefix + scope,
                policy =>
                    policy
                        .AddAuthenticationSchemes(ApiKeyHandler.SchemeName)
                        .RequireAuthenticatedUser()
                        .RequireClaim(ApiCaller.ScopeClaim, scope)
            );
        }
    }
}
