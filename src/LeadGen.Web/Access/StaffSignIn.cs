using System.Buffers.Binary;
using System.Security.Claims;
using System.Security.Cryptography;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Access;

/// <summary>Signs staff in. Whoever can't get in learns nothing from the answer, nor from how long it took.</summary>
public sealed class StaffSignIn(
    UserManager<StaffUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<StaffUser> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<StaffUser> confirmation,
    LeadGenDbContext db,
    SecondFactor factor,
    Passkeys passkeys,
    AuditBook book,
    TimeProvider time
) : SignInManager<StaffUser>(users, context, claims, options, logger, schemes, confirmation)
{
    private const string Deactivated = "deactivated";
    private static readonly StaffUser Nobody = new();

    /// <summary>A hash that no password has, and that takes as long to check as any.</summary>
    private static readonly string HashOfNobody = MakeHashOfNobody();

    /// <returns>Whose password it is, and whether a code is asked for next; nobody for an unknown address, a wrong password, a deactivated user and one locked out alike.</returns>
    public async Task<(StaffUser? User, bool NeedsCode)> TryAsync(
        string email,
        string password,
        CancellationToken cancel
    )
    {
        var user = await FindAsync(email);
        var why =
            user is null ? "unknown user"
            : user.PasswordHash is null ? "no password chosen yet"
            : await ShutOutAsync(user);
        if (user is null || why is not null)
        {
            UserManager.PasswordHasher.VerifyHashedPassword(Nobody, HashOfNobody, password);
            await RefuseAsync(user, why!, cancel);
            return (null, false);
        }

        var result = await CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            await RefuseAsync(user, "wrong password", cancel);
            return (null, false);
        }

        return (user, await EnterAsync(user, cancel));
    }

    /// <summary>For whoever has shown the first factor: their password, or a link to choose one.</summary>
    /// <returns>Whether a code is asked for next.</returns>
    public async Task<bool> EnterAsync(StaffUser user, CancellationToken cancel)
    {
        if (user.TwoFactorEnabled)
        {
            await AskForCodeAsync(user);
            return true;
        }

        await SignInAsync(user, cancel);
        return false;
    }

    public Task<PasskeyQuestion> AskPasskeyAsync() => passkeys.AskAsync(Context);

    /// <summary>Both factors in one. A lockout is for those who guess: it keeps nobody out who has a passkey.</summary>
    /// <returns>Who is in; null for an answer that opens nothing.</returns>
    public async Task<StaffUser?> TryPasskeyAsync(string? answer, string? question, CancellationToken cancel)
    {
        var (user, opens) = await passkeys.TakeAsync(answer, question, Context);
        if (user is null)
        {
            return null;
        }

        if (!opens || !await CanSignInAsync(user))
        {
            await RefuseAsync(user, opens ? Deactivated : "wrong passkey", cancel);
            return null;
        }

        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await SignInAsync(user, cancel);
        return user;
    }

    /// <summary>The second step, for whom <see cref="SignInManager{TUser}.GetTwoFactorAuthenticationUserAsync"/> names. Wrong codes count like wrong passwords.</summary>
    public async Task<bool> TryCodeAsync(StaffUser user, string code, CancellationToken cancel)
    {
        if (await ShutOutAsync(user) is { } why)
        {
            await RefuseAsync(user, why, cancel);
            return false;
        }

        if (!await factor.TakeAsync(user, code, cancel))
        {
            await UserManager.AccessFailedAsync(user);
            await RefuseAsync(user, "wrong code", cancel);
            return false;
        }

        await UserManager.ResetAccessFailedCountAsync(user);
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await SignInAsync(user, cancel);
        return true;
    }

    public async Task SignInAsync(StaffUser user, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await db
            .Users.Where(u => u.Id == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignInAt, now), cancel);
        await SignInAsync(user, isPersistent: false);
        await NoteAsync(user, AuditAction.SignedIn, null, cancel);
    }

    /// <summary>What was typed is told to nobody: it may be a password in the wrong field.</summary>
    /// <param name="user">Null where it is nobody's name.</param>
    public Task RefuseAsync(StaffUser? user, string why, CancellationToken cancel) =>
        NoteAsync(user, AuditAction.SignInRefused, AuditBook.Told("why", why), cancel);

    public override async Task<bool> CanSignInAsync(StaffUser user) =>
        user.DeactivatedAt is null && await base.CanSignInAsync(user);

    /// <summary>Asked again and again while a session lasts.</summary>
    public override async Task<bool> ValidateSecurityStampAsync(StaffUser? user, string? securityStamp) =>
        user?.DeactivatedAt is null && await base.ValidateSecurityStampAsync(user, securityStamp);

    /// <summary>Says in a cookie of some minutes whose password was right.</summary>
    private Task AskForCodeAsync(StaffUser user) =>
        Context.SignInAsync(
            IdentityConstants.TwoFactorUserIdScheme,
            new ClaimsPrincipal(
                new ClaimsIdentity(
                    [new Claim(ClaimTypes.Name, user.Id.ToString())],
                    IdentityConstants.TwoFactorUserIdScheme
                )
            )
        );

    /// <returns>Why somebody known stays outside whatever they bring; null where they may come in.</returns>
    private async Task<string?> ShutOutAsync(StaffUser user) =>
        !await CanSignInAsync(user) ? Deactivated
        : await UserManager.IsLockedOutAsync(user) ? "locked out"
        : null;

    private Task NoteAsync(
        StaffUser? user,
        AuditAction action,
        IReadOnlyDictionary<string, AuditChange>? changes,
        CancellationToken cancel
    ) =>
        book.NoteAsync(
            AuditedRequests.ActorOf(Context, user?.Id, user?.DisplayName ?? "Nobody known"),
            action,
            "users",
            user?.Id.ToString(),
            changes,
            cancel
        );

    private async Task<StaffUser?> FindAsync(string email) =>
        EmailAddress.TryParse(email, out var address) ? await UserManager.FindByNameAsync(address.Key) : null;

    /// <summary>Identity's third format: a mark, then pseudo-random function, iterations and length of the salt, big-endian.</summary>
    private static string MakeHashOfNobody()
    {
        const int Sha512 = 2;
        const int SaltLength = 16;
        const int HashLength = 32;
        var hash = new byte[13 + SaltLength + HashLength];
        RandomNumberGenerator.Fill(hash.AsSpan(13));
        hash[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(1), Sha512);
        BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(5), StaffSetup.PasswordIterations);
        BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(9), SaltLength);
        return Convert.ToBase64String(hash);
    }
}
