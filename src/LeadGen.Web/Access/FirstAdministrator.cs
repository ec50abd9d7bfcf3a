using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Access;

/// <summary>The way in while there is no user at all: by settings, or by a link that works once.</summary>
public sealed class FirstAdministrator(
    LeadGenDbContext db,
    StaffDesk desk,
    AuditBook book,
    IOptions<LeadGenOptions> options
)
{
    /// <summary>Holds the hash of the token of the latest link.</summary>
    private const string SettingKey = "first_administrator_link";

    private const int TokenBytes = 24;

    private BootstrapAdminOptions Wanted => options.Value.BootstrapAdmin;

    /// <summary>At each start. Makes the administrator of the settings, or a new link, which ends the one before.</summary>
    /// <returns>The token of the link; null where it needs none.</returns>
    /// <exception cref="SettingException">The settings name an administrator who can't be made.</exception>
    public async Task<string?> PrepareAsync(CancellationToken cancel)
    {
        if (await db.Users.AnyAsync(cancel))
        {
            return null;
        }

        await using var transaction = await StaffDesk.TakeTurnAsync(db, cancel);
        if (await db.Users.AnyAsync(cancel))
        {
            return null;
        }

        var token = Wanted is { Email: null or "", Password: null or "" } ? await OfferAsync(cancel) : null;
        if (token is null)
        {
            await MakeWantedAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return token;
    }

    /// <summary>Is this the latest link, and still nobody there?</summary>
    public async Task<bool> IsOpenAsync(string token, CancellationToken cancel)
    {
        var offered = await db
            .Settings.AsNoTracking()
            .Where(setting => setting.Key == SettingKey)
            .Select(setting => setting.Value)
            .FirstOrDefaultAsync(cancel);
        return offered is not null
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(offered),
                Encoding.UTF8.GetBytes(Hash(token))
            )
            && !await db.Users.AnyAsync(cancel);
    }

    /// <returns>The administrator; without one the link is used or unknown, unless the result says what to correct.</returns>
    public async Task<(StaffUser? User, IdentityResult Result)> AcceptAsync(
        string token,
        EmailAddress email,
        string name,
        string password,
        CancellationToken cancel
    )
    {
        await using var transaction = await StaffDesk.TakeTurnAsync(db, cancel);
        if (!await IsOpenAsync(token, cancel))
        {
            return (null, IdentityResult.Success);
        }

        var made = await desk.AddAsync(email, name, [Roles.Admin], password);
        if (made.User is not null)
        {
            await db.Settings.Where(setting => setting.Key == SettingKey).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return made;
    }

    private async Task<string> OfferAsync(CancellationToken cancel)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await db.Settings.Where(setting => setting.Key == SettingKey).ExecuteDeleteAsync(cancel);
        db.Settings.Add(new Setting { Key = SettingKey, Value = Hash(token) });
        await db.SaveChangesAsync(cancel);
        return token;
    }

    private async Task MakeWantedAsync(CancellationToken cancel)
    {
        if (!EmailAddress.TryParse(Wanted.Email, out var email))
        {
            throw new SettingException(
                "LeadGen__BootstrapAdmin__Email is not an e-mail address. Set it to the first administrator's, or remove LeadGen__BootstrapAdmin__*."
            );
        }

        var (user, result) = await desk.AddAsync(email, email.LocalPart, [Roles.Admin], Wanted.Password ?? "");
        if (user is null)
        {
            var problem = string.Join(". ", result.Errors.Select(error => error.Description));
            throw new SettingException($"LeadGen__BootstrapAdmin__Password can't be used. {problem}.");
        }

        var actor = new AuditActor(ActorKind.CommandLine, null, "LeadGen__BootstrapAdmin", "start", null);
        await book.NoteAsync(
            actor,
            AuditAction.Added,
            "users",
            user.Id.ToString(),
            AuditBook.Told("role", Roles.Admin),
            cancel
        );
    }

    private static string Hash(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
