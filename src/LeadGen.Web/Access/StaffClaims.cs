using System.Globalization;
using System.Security.Claims;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Access;

/// <summary>What the session of a member of staff knows of them.</summary>
public sealed class StaffClaims(
    UserManager<StaffUser> users,
    RoleManager<IdentityRole<Guid>> roles,
    IOptions<IdentityOptions> options
) : UserClaimsPrincipalFactory<StaffUser, IdentityRole<Guid>>(users, roles, options)
{
    internal const string DisplayName = "display_name";
    internal const string SecondFactor = "second_factor";
    internal const string NoPassword = "no_password";
    internal const string TimeZone = "time_zone";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        if (user.TwoFactorEnabled)
        {
            identity.AddClaim(new Claim(SecondFactor, "on"));
        }

        if (user.PasswordHash is null)
        {
            identity.AddClaim(new Claim(NoPassword, "on"));
        }

        if (user.TimeZone is { } zone)
        {
            identity.AddClaim(new Claim(TimeZone, zone));
        }

        return identity;
    }
}

public static class StaffPerson
{
    /// <summary>The id of the member of staff who is signed in; null for anybody else.</summary>
    public static Guid? StaffId(this ClaimsPrincipal person) =>
        Identity(person)?.FindFirst(ClaimTypes.NameIdentifier) is { } id
            ? Guid.Parse(id.Value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The name that colleagues know the member of staff by, who is signed in; null for anybody else.</summary>
    public static string? StaffName(this ClaimsPrincipal person) =>
        Identity(person) is { } identity
            ? identity.FindFirst(StaffClaims.DisplayName)?.Value is { Length: > 0 } name
                ? name
                : identity.Name
            : null;

    /// <summary>Do they sign in with a code too?</summary>
    public static bool HasSecondFactor(this ClaimsPrincipal person) =>
        Identity(person)?.HasClaim(claim => claim.Type == StaffClaims.SecondFactor) == true;

    /// <summary>Only the provider lets them in: then a second factor is its matter.</summary>
    public static bool HasNoPassword(this ClaimsPrincipal person) =>
        Identity(person)?.HasClaim(claim => claim.Type == StaffClaims.NoPassword) == true;

    /// <summary>The clock that they chose for themselves; null for that of the house.</summary>
    public static string? TimeZone(this ClaimsPrincipal person) =>
        Identity(person)?.FindFirst(StaffClaims.TimeZone)?.Value;

    /// <summary>Have they left the shortcuts of the keyboard on?</summary>
    public static bool UsesKeys(this ClaimsPrincipal person) =>
        Identity(person)?.HasClaim(claim => claim.Type == StaffKeys.Off) == false;

    private static ClaimsIdentity? Identity(ClaimsPrincipal person) =>
        person.Identities.FirstOrDefault(identity =>
            identity.AuthenticationType == IdentityConstants.ApplicationScheme
        );
}
