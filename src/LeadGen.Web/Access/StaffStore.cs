using LeadGen.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Access;

/// <summary>Where Identity reads passkeys: in a table of our own, which says when each was used last. <see cref="Passkeys"/> writes it.</summary>
public sealed class StaffStore(LeadGenDbContext db, IdentityErrorDescriber errors)
    : UserStore<StaffUser, IdentityRole<Guid>, LeadGenDbContext, Guid>(db, errors)
{
    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(StaffUser user, CancellationToken cancel) =>
        [.. (await Of(user).ToListAsync(cancel)).Select(Told)];

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(
        StaffUser user,
        byte[] credentialId,
        CancellationToken cancel
    ) =>
        await Of(user).SingleOrDefaultAsync(key => key.CredentialId == credentialId, cancel) is { } found
            ? Told(found)
            : null;

    public override Task<StaffUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancel) =>
        Context.Users.SingleOrDefaultAsync(
            user => Context.Passkeys.Any(key => key.UserId == user.Id && key.CredentialId == credentialId),
            cancel
        );

    public override Task AddOrUpdatePasskeyAsync(StaffUser user, UserPasskeyInfo passkey, CancellationToken cancel) =>
        throw new NotSupportedException($"{nameof(Passkeys)} adds them.");

    public override Task RemovePasskeyAsync(StaffUser user, byte[] credentialId, CancellationToken cancel) =>
        throw new NotSupportedException($"{nameof(Passkeys)} removes them.");

    private IQueryable<StaffPasskey> Of(StaffUser user) =>
        Context.Passkeys.AsNoTracking().Where(key => key.UserId == user.Id);

    /// <summary>Who made it was verified, or it would not be here. What the device said of itself then is not kept.</summary>
    private static UserPasskeyInfo Told(StaffPasskey key) =>
        new(
            key.CredentialId,
            key.PublicKey,
            key.CreatedAt,
            (uint)key.SignCount,
            [.. key.Transports],
            isUserVerified: true,
            key.IsBackupEligible,
            key.IsBackedUp,
            attestationObject: [],
            clientDataJson: []
        )
        {
            Name = key.Name,
        };
}
