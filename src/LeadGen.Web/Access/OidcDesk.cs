using System.Security.Claims;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Access;

/// <summary>Why somebody whom the provider sent does not come in.</summary>
public enum OidcRefusal
{
    /// <summary>Something went wrong on the way, or they said no there.</summary>
    Failed,

    /// <summary>The provider cannot be reached.</summary>
    Away,

    /// <summary>The provider does not say that the address is theirs.</summary>
    NotVerified,

    /// <summary>None of their claims makes a role.</summary>
    NoRole,

    /// <summary>They were let go here.</summary>
    Deactivated,
}

/// <summary>
/// Lets in whom the provider vouches for: somebody known by its id for them, else by a verified address, else somebody new. Their roles are
/// those that the claims make, each time anew; but the last administrator who has a password stays one.
/// </summary>
public sealed partial class OidcDesk(
    LeadGenDbContext db,
    UserManager<StaffUser> users,
    StaffDesk desk,
    StaffSignIn signIn,
    OidcSettings settings,
    ILogger<OidcDesk> log
)
{
    private static readonly System.Diagnostics.Metrics.Counter<long> Arrivals = Metrics.Meter.CreateCounter<long>(
        "leadgen.oidc_arrivals",
        description: "People whom the provider of OpenID Connect sent, by what came of it"
    );

    private string Provider => settings.Authority.Host;

    /// <returns>Where they go on, or why they don't.</returns>
    public async Task<(string? Landing, OidcRefusal? Refusal)> ArriveAsync(
        ClaimsPrincipal person,
        CancellationToken cancel
    )
    {
        var roles = settings.RolesOf(person.FindAll(settings.RoleClaim).Select(claim => claim.Value));
        var (user, refusal) = await signIn.Context.ActAsync(TheProvider, () => LookUpAsync(person, roles, cancel));
        if (refusal is { } why)
        {
            db.ChangeTracker.Clear();
            await signIn.RefuseAsync(user, "by the provider: " + Terms.Of(why), cancel);
            Arrivals.Add(1, new KeyValuePair<string, object?>("result", Terms.Of(why)));
            LogRefused(Terms.Of(why));
            return (null, why);
        }

        // With the roles they have now.
        db.ChangeTracker.Clear();
        user = await users.FindByIdAsync(user!.Id.ToString());
        await signIn.SignInAsync(user!, cancel);
        Arrivals.Add(1, new KeyValuePair<string, object?>("result", "let_in"));
        LogArrived(user!.Id);
        return (Landing.For([.. await users.GetRolesAsync(user)]), null);
    }

    /// <summary>Made and changed as its claims say: so it is told as done by it.</summary>
    private AuditActor TheProvider =>
        new(
            ActorKind.Provider,
            null,
            Provider,
            "GET " + OidcSetup.CallbackPath,
            signIn.Context.Connection.RemoteIpAddress?.ToString()
        );

    private async Task<(StaffUser? User, OidcRefusal? Refusal)> LookUpAsync(
        ClaimsPrincipal person,
        IReadOnlyList<string> roles,
        CancellationToken cancel
    )
    {
        var (user, refusal) = await KnownAsync(person, roles, cancel);
        return (
            user,
            refusal is not null ? refusal
            : user!.DeactivatedAt is not null ? OidcRefusal.Deactivated
            : await FollowAsync(user, roles, cancel)
        );
    }

    private async Task<(StaffUser? User, OidcRefusal? Refusal)> KnownAsync(
        ClaimsPrincipal person,
        IReadOnlyList<string> roles,
        CancellationToken cancel
    )
    {
        if (person.FindFirstValue("sub") is not { Length: > 0 } subject)
        {
            return (null, OidcRefusal.Failed);
        }

        if (await users.FindByLoginAsync(Provider, subject) is { } known)
        {
            return (known, null);
        }

        // An address that anybody can enter there must not open anybody's account here.
        var isVerified = settings.TrustsEmail || person.FindFirstValue("email_verified") is "true" or "True";
        if (!isVerified || !EmailAddress.TryParse(person.FindFirstValue("email"), out var email))
        {
            return (null, OidcRefusal.NotVerified);
        }

        if (roles.Count == 0)
        {
            return (null, OidcRefusal.NoRole);
        }

        await using var transaction = await StaffDesk.TakeTurnAsync(db, cancel);
        var user = await users.FindByNameAsync(email.Key);
        if (user is null)
        {
            var name = person.FindFirstValue("name") is { Length: > 0 } full ? full : email.LocalPart;
            (user, _) = await desk.AddAsync(email, Short(name), roles, password: null);
        }

        if (
            user is null
            || !(await users.AddLoginAsync(user, new UserLoginInfo(Provider, subject, settings.Name))).Succeeded
        )
        {
            return (null, OidcRefusal.Failed);
        }

        await transaction.CommitAsync(cancel);
        return (user, null);
    }

    /// <summary>Who lost a role there has lost it here, whoever gave it.</summary>
    private async Task<OidcRefusal?> FollowAsync(StaffUser user, IReadOnlyList<string> roles, CancellationToken cancel)
    {
        var had = await users.GetRolesAsync(user);
        if (!had.ToHashSet().SetEquals(roles))
        {
            db.ChangeTracker.Clear();
            if (await desk.ChangeAsync(user.Id, user.DisplayName, [.. roles], cancel) == StaffChange.LastAdministrator)
            {
                LogKept(user.Id);
                return null;
            }
        }

        return roles.Count == 0 ? OidcRefusal.NoRole : null;
    }

    private static string Short(string name) => CleanText.Bounded(name, StaffUser.NameMaxLength) ?? "Unnamed";

    [LoggerMessage(Level = LogLevel.Information, Message = "User {User} signed in by the provider")]
    private partial void LogArrived(Guid user);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody whom the provider sent was not let in: {Why}")]
    private partial void LogRefused(string why);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "User {User} has other roles at the provider, and keeps those here as the last administrator with a password"
    )]
    private partial void LogKept(Guid user);
}
