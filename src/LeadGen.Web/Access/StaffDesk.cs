using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Sales;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace LeadGen.Web.Access;

/// <summary>How a change of the staff ended.</summary>
public enum StaffChange
{
    Done,
    NotFound,

    /// <summary>Refused: nobody could let anybody in afterwards.</summary>
    LastAdministrator,
}

/// <summary>Takes people on the staff and lets them go. Changes go one after the other, so that an administrator always stays.</summary>
public sealed class StaffDesk(
    LeadGenDbContext db,
    UserManager<StaffUser> users,
    SecondFactor factor,
    StaffSessions sessions,
    SignInNews news,
    AuditBook book,
    TimeProvider time
)
{
    /// <param name="password">Null for somebody who is invited and chooses one later.</param>
    /// <returns>The user, or what is wrong with the e-mail address or the password.</returns>
    public async Task<(StaffUser? User, IdentityResult Result)> AddAsync(
        EmailAddress email,
        string name,
        IEnumerable<string> roles,
        string? password
    )
    {
        var now = time.GetUtcNow();
        var user = new StaffUser
        {
            Id = Guid.CreateVersion7(now),
            UserName = email.Key,
            Email = email.Value,
            DisplayName = name,
            CreatedAt = now,
        };
        await using var transaction = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync()
            : null;
        var result = await CreateAsync(user, password);
        if (!result.Succeeded)
        {
            return (null, result);
        }

        Expect(await users.AddToRolesAsync(user, roles));
        if (transaction is not null)
        {
            await transaction.CommitAsync();
        }

        return (user, result);
    }

    public Task<StaffChange> ChangeAsync(
        Guid id,
        string name,
        IReadOnlyCollection<string> roles,
        CancellationToken cancel
    ) =>
        ChangeAsync(
            id,
            async user =>
            {
                var had = await users.GetRolesAsync(user);
                user.DisplayName = name;
                Expect(await users.RemoveFromRolesAsync(user, had.Except(roles)));
                Expect(await users.AddToRolesAsync(user, roles.Except(had)));
                Expect(await users.UpdateAsync(user));
            },
            cancel
        );

    /// <summary>Ends the user's sessions and links too. Passkeys are gone for good: their devices may be.</summary>
    public Task<StaffChange> DeactivateAsync(Guid id, CancellationToken cancel) =>
        ChangeAsync(
            id,
            async user =>
            {
                user.DeactivatedAt ??= time.GetUtcNow();
                await factor.ForgetPasskeysAsync(user);
            },
            cancel
        );

    /// <summary>For who has lost phone, passkeys and paper; they are signed out, and their password alone signs them in.</summary>
    public Task<StaffChange> TakeSecondFactorAsync(Guid id, CancellationToken cancel) =>
        ChangeAsync(id, user => factor.SwitchOffAsync(user), cancel);

    /// <summary>Signs the user out everywhere.</summary>
    public Task<StaffChange> EndSessionsAsync(Guid id, CancellationToken cancel) =>
        ChangeAsync(
            id,
            async user =>
            {
                Expect(await users.UpdateSecurityStampAsync(user));
                await sessions.EndAllAsync(id, cancel);
                await book.NoteAsync(
                    AuditAction.Changed,
                    "users",
                    id.ToString(),
                    AuditBook.Told("sessions", "all ended"),
                    cancel
                );
            },
            cancel
        );

    public Task<StaffChange> ReactivateAsync(Guid id, CancellationToken cancel) =>
        ChangeAsync(
            id,
            async user =>
            {
                user.DeactivatedAt = null;
                Expect(await users.UpdateAsync(user));
            },
            cancel
        );

    /// <summary>By the user's own choice. It ends all sessions and links, and a lockout.</summary>
    public Task<IdentityResult> ChoosePasswordAsync(StaffUser user, string password)
    {
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        return TellAsync(
            user,
            async () =>
                await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password)
        );
    }

    /// <summary>By who knows the present one. It ends the sessions elsewhere.</summary>
    public Task<IdentityResult> ChangePasswordAsync(StaffUser user, string present, string password) =>
        TellAsync(user, () => users.ChangePasswordAsync(user, present, password));

    /// <summary>Whoever had a password is told that it is another.</summary>
    private async Task<IdentityResult> TellAsync(StaffUser user, Func<Task<IdentityResult>> change)
    {
        var isFirst = user.PasswordHash is null;
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await change();
        if (result.Succeeded && !isFirst)
        {
            await news.AddAsync(
                user,
                "Your password was changed",
                "You sign in to LeadGen with a new password now. Wherever else you were signed in, you are signed out."
            );
            await db.SaveChangesAsync();
        }

        await transaction.CommitAsync();
        return result;
    }

    /// <summary>Holds the turn to change the staff until the transaction ends.</summary>
    internal static async Task<IDbContextTransaction> TakeTurnAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('leadgen staff'))", cancel);
        return transaction;
    }

    private async Task<StaffChange> ChangeAsync(Guid id, Func<StaffUser, Task> change, CancellationToken cancel)
    {
        await using var transaction = await TakeTurnAsync(db, cancel);
        if (await FindForUpdateAsync(id, cancel) is not { } user)
        {
            return StaffChange.NotFound;
        }

        await change(user);
        if (!await HasAdministratorAsync(cancel))
        {
            return StaffChange.LastAdministrator; // and the transaction is rolled back
        }

        // Names and who is active are a part of the routing.
        await CurrentRouting.RaiseAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        return StaffChange.Done;
    }

    /// <summary>Held, so that a sign-in at the same moment does not change the row under us.</summary>
    private Task<StaffUser?> FindForUpdateAsync(Guid id, CancellationToken cancel) =>
        db.Users.FromSql($"select * from leadgen.users where id = {id} for update").SingleOrDefaultAsync(cancel);

    private async Task<IdentityResult> CreateAsync(StaffUser user, string? password)
    {
        try
        {
            return password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
        }
        catch (DbUpdateException e)
            when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Two invited the same person at once.
            return IdentityResult.Failed(users.ErrorDescriber.DuplicateUserName(user.UserName!));
        }
    }

    private static void Expect(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }

    /// <summary>One who can sign in: invited ones do not count yet.</summary>
    private Task<bool> HasAdministratorAsync(CancellationToken cancel) =>
        db
            .Users.Where(user => user.DeactivatedAt == null && user.PasswordHash != null)
            .AnyAsync(
                user =>
                    db.UserRoles.Any(held =>
                        held.UserId == user.Id
                        && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Roles.Admin)
                    ),
                cancel
            );
}
