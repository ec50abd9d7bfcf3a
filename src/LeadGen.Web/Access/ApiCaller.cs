using System.Globalization;
using System.Security.Claims;
using LeadGen.Web.Data;

namespace LeadGen.Web.Access;

/// <summary>The program that calls by an API key, as the user of the request.</summary>
public static class ApiCaller
{
    internal const string ScopeClaim = "scope";

    /// <summary>The name of the API key that calls; null where a person does, or nobody known.</summary>
    public static string? ApiKeyName(this ClaimsPrincipal user) => Identity(user)?.FindFirst(ClaimTypes.Name)?.Value;

    /// <summary>The id of the API key that calls; null where a person does, or nobody known.</summary>
    public static Guid? ApiKeyId(this ClaimsPrincipal user) =>
        Identity(user)?.FindFirst(ClaimTypes.NameIdentifier) is { } id
            ? Guid.Parse(id.Value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>May the program that calls do this too, beside what the call itself asks for?</summary>
    public static bool HasScope(this ClaimsPrincipal user, string scope) =>
        Identity(user)?.HasClaim(ScopeClaim, scope) ?? false;

    internal static ClaimsPrincipal Of(ApiKey key) =>
        new(
            new ClaimsIdentity(
                [
                    new(ClaimTypes.NameIdentifier, key.Id.ToString()),
                    new(ClaimTypes.Name, key.Name),
                    .. key.Scopes.Select(scope => new Claim(ScopeClaim, scope)),
                ],
                ApiKeyHandler.SchemeName
            )
        );

    private static ClaimsIdentity? Identity(ClaimsPrincipal user) =>
        user.Identities.FirstOrDefault(identity => identity.AuthenticationType == ApiKeyHandler.SchemeName);
}
