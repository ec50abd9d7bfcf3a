using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Access;

/// <summary>
/// The second factor of a member of staff: an authenticator app or a passkey, and codes on paper for when either is lost. The key of the
/// app is stored sealed, of the codes only hashes; each code opens once.
/// </summary>
public sealed class SecondFactor(
    LeadGenDbContext db,
    UserManager<StaffUser> users,
    SignInNews news,
    IDataProtectionProvider protection,
    TimeProvider time
)
{
    public const int RecoveryCodes = 10;
    private const int RecoveryBytes = 10;

    private IDataProtector Keys => protection.CreateProtector("LeadGen.SecondFactor");

    /// <summary>A key that counts for nothing until a code of it was seen; sealed for the form that asks for the code.</summary>
    public (byte[] Key, string Sealed) Offer(StaffUser user)
    {
        var key = RandomNumberGenerator.GetBytes(Totp.KeyBytes);
        return (key, Base64Url.EncodeToString(Offers(user).Protect(key)));
    }

    /// <returns>The key of <see cref="Offer"/>; null where it is none of this user's.</returns>
    public byte[]? Open(StaffUser user, string? text)
    {
        try
        {
            return text is { Length: > 0 and < 1000 } ? Offers(user).Unprotect(Base64Url.DecodeFromChars(text)) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>From now on the user signs in with a code too. Sessions elsewhere end.</summary>
    /// <returns>The codes for paper; null where the code is not one of this key.</returns>
    public async Task<IReadOnlyList<string>?> SwitchOnAsync(StaffUser user, byte[] key, string? code)
    {
        if (Totp.StepOf(key, Plain(code), time.GetUtcNow()) is not { } step)
        {
            return null;
        }

        var codes = NewCodes(user);
        (user.SecondFactorKey, user.LastCodeStep, user.TwoFactorEnabled) = (
            Base64Url.EncodeToString(Keys.Protect(key)),
            step,
            true
        );
        await news.AddAsync(
            user,
            "An authenticator app was added to your account",
            "Signing in to LeadGen by your password takes a code of that app now, or a passkey."
        );
        await users.UpdateSecurityStampAsync(user);
        return codes;
    }

    public async Task<IReadOnlyList<string>> RenewCodesAsync(StaffUser user)
    {
        var codes = NewCodes(user);
        await news.AddAsync(
            user,
            "New codes for paper were made for your account",
            "The codes for paper that you had open LeadGen no more; the new ones do."
        );
        await users.UpdateAsync(user);
        return codes;
    }

    /// <summary>All of it: app, passkeys and paper.</summary>
    public async Task SwitchOffAsync(StaffUser user)
    {
        if (user.TwoFactorEnabled)
        {
            await news.AddAsync(
                user,
                "Your second factor was switched off",
                "Your password alone signs you in to LeadGen now. Authenticator app, passkeys and codes for paper open nothing any more."
            );
        }

        (user.SecondFactorKey, user.LastCodeStep) = (null, null);
        await ForgetPasskeysAsync(user);
    }

    /// <summary>Who has no app beside them has no second factor any more.</summary>
    public async Task ForgetPasskeysAsync(StaffUser user)
    {
        db.Passkeys.RemoveRange(await db.Passkeys.Where(key => key.UserId == user.Id).ToListAsync());
        await FollowPasskeysAsync(user, hasPasskeys: false);
    }

    /// <summary>Whoever has a passkey or an app has a second factor. Sessions elsewhere end.</summary>
    /// <returns>The codes for paper, where it is the first.</returns>
    public async Task<IReadOnlyList<string>> FollowPasskeysAsync(StaffUser user, bool hasPasskeys)
    {
        var isOn = hasPasskeys || user.SecondFactorKey is not null;
        IReadOnlyList<string> codes = isOn && !user.TwoFactorEnabled ? NewCodes(user) : [];
        (user.TwoFactorEnabled, user.RecoveryCodes) = (isOn, isOn ? user.RecoveryCodes : []);
        await users.UpdateSecurityStampAsync(user);
        return codes;
    }

    /// <summary>Takes a code of the app or of the paper, once: of two who bring the same at the same moment one is let in.</summary>
    public async Task<bool> TakeAsync(StaffUser user, string? code, CancellationToken cancel)
    {
        var plain = Plain(code);
        var isTaken =
            plain.Length == Totp.Digits
                ? await TakeStepAsync(user, plain, cancel)
                : await TakePaperAsync(user.Id, Hash(plain), cancel);
        if (isTaken)
        {
            await db.Entry(user).ReloadAsync(cancel); // else a later save of the whole row would give the code back
        }

        return isTaken;
    }

    // A new stamp, so that whoever holds the row as it was does not write it back.
    private async Task<bool> TakeStepAsync(StaffUser user, string code, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return KeyOf(user) is { } key
            && Totp.StepOf(key, code, now) is { } step
            && await db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.users set last_code_step = {step}, concurrency_stamp = {Stamp(now)}
                where id = {user.Id} and (last_code_step is null or last_code_step < {step})
                """,
                cancel
            ) == 1;
    }

    /// <summary>Is it an app whose codes open nothing, as what sealed its key was lost?</summary>
    public bool IsAppLost(StaffUser user) => user.SecondFactorKey is not null && KeyOf(user) is null;

    private byte[]? KeyOf(StaffUser user)
    {
        try
        {
            return user.SecondFactorKey is { } key ? Keys.Unprotect(Base64Url.DecodeFromChars(key)) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private async Task<bool> TakePaperAsync(Guid user, string hash, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.users set recovery_codes = recovery_codes - {hash}, concurrency_stamp = {Stamp(
                time.GetUtcNow()
            )}
            where id = {user} and jsonb_exists(recovery_codes, {hash})
            """,
            cancel
        ) == 1;

    private static string Stamp(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();

    private static List<string> NewCodes(StaffUser user)
    {
        var codes = Enumerable
            .Range(0, RecoveryCodes)
            .Select(_ => Totp.TextOf(RandomNumberGenerator.GetBytes(RecoveryBytes)))
            .ToList();
        user.RecoveryCodes = [.. codes.Select(Hash)];
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(part => new string(part))))];
    }

    private IDataProtector Offers(StaffUser user) =>
        protection.CreateProtector("LeadGen.SecondFactor.Offer", user.Id.ToString());

    /// <summary>Without the spaces and dashes that make it easy to read.</summary>
    private static string Plain(string? code) =>
        new([.. (code ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant).Take(100)]);

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}
