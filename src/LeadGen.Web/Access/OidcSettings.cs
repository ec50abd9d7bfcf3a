using LeadGen.Web.Operations;

namespace LeadGen.Web.Access;

/// <summary>The provider of the settings <c>LeadGen__Oidc__*</c> by which staff sign in, and which of its claims make which roles.</summary>
/// <param name="Name">As it stands on the button.</param>
/// <param name="ClientSecret">Null for a provider that goes by PKCE alone.</param>
/// <param name="RoleClaim">The claim whose values say what somebody is.</param>
/// <param name="Roles">Each role with the values that make it.</param>
/// <param name="TrustsEmail">Addresses are taken as verified though the provider does not say so.</param>
public sealed record OidcSettings(
    Uri Authority,
    string ClientId,
    string? ClientSecret,
    string Name,
    string RoleClaim,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Roles,
    bool TrustsEmail
)
{
    public const string Section = "LeadGen:Oidc";
    private const string UsualName = "single sign-on";
    private const string UsualRoleClaim = "roles";

    /// <summary>The roles that these values of the claim make.</summary>
    public IReadOnlyList<string> RolesOf(IEnumerable<string> values)
    {
        var held = values.ToHashSet(StringComparer.Ordinal);
        return [.. Access.Roles.All.Where(role => Roles[role].Any(held.Contains))];
    }

    /// <returns>Null where none is configured.</returns>
    /// <exception cref="SettingException">One of the settings is wrong. The message names it and says what to set.</exception>
    public static OidcSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists())
        {
            return null;
        }

        if (!Uri.TryCreate(Of("Authority"), UriKind.Absolute, out var authority) || !IsSafe(authority))
        {
            throw Wrong(
                "Authority",
                "is no https address. Set it to the issuer of your provider, such as https://login.example.com/realms/us."
            );
        }

        if (Of("ClientId") is not { } client)
        {
            throw Wrong("ClientId", "is not set. Set it to the id that your provider gave this app.");
        }

        var roles = section.GetSection("Roles");
        if (
            roles.GetChildren().FirstOrDefault(one => !Access.Roles.All.Contains(one.Key, StringComparer.Ordinal)) is
            { } other
        )
        {
            throw Wrong($"Roles__{other.Key}", $"names no role. There are {string.Join(", ", Access.Roles.All)}.");
        }

        return new OidcSettings(
            authority,
            client,
            Of("ClientSecret"),
            Of("Name") ?? UsualName,
            Of("RoleClaim") ?? UsualRoleClaim,
            Access.Roles.All.ToDictionary(role => role, role => (IReadOnlyList<string>)Values(roles[role], role)),
            bool.TryParse(Of("TrustEmail"), out var trusts) && trusts
        );

        string? Of(string name) => section[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
    }

    /// <summary>Where nothing is mapped to a role, its own name makes it.</summary>
    private static string[] Values(string? text, string role) =>
        text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            is { Length: > 0 } values
            ? values
            : [role];

    private static bool IsSafe(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true };

    private static SettingException Wrong(string name, string what) => new($"LeadGen__Oidc__{name} {what}");
}
