using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Access;

/// <summary>What a link lets its holder do.</summary>
public enum StaffLinkPurpose
{
    Invitation,
    Reset,
}

/// <summary>
/// Links by which a member of staff chooses a password. Each holds the user's security stamp, which the new password
/// changes: so a link works once, and using one ends all others.
/// </summary>
public sealed class StaffLinks(
    IDataProtectionProvider protection,
    LeadGenDbContext db,
    IOptions<LeadGenOptions> options,
    TimeProvider time
)
{
    private const int StampAt = 24;

    /// <summary>Longer texts are not read.</summary>
    private const int MaxLength = 1000;

    public static TimeSpan LifeOf(StaffLinkPurpose purpose) =>
        purpose switch
        {
            StaffLinkPurpose.Invitation => TimeSpan.FromDays(7),
            StaffLinkPurpose.Reset => TimeSpan.FromDays(1),
        };

    /// <returns>The whole address, by the setting PublicUrl or else as this request came.</returns>
    public string Create(StaffLinkPurpose purpose, StaffUser user, HttpRequest request)
    {
        var root = options.Value.SiteOf(request);
        var page = purpose switch
        {
            StaffLinkPurpose.Invitation => "invitation",
            StaffLinkPurpose.Reset => "reset",
        };
        return $"{root}/account/{page}/{Token(purpose, user)}";
    }

    /// <returns>The user whom the link is for; null when it is made up, expired, used or withdrawn.</returns>
    public async Task<StaffUser?> FindAsync(StaffLinkPurpose purpose, string token, CancellationToken cancel)
    {
        if (Open(purpose, token) is not { Length: > StampAt } content)
        {
            return null;
        }

        var id = new Guid(content.AsSpan(0, 16), bigEndian: true);
        var expires = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(16)), TimeSpan.Zero);
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancel);
        return
            time.GetUtcNow() < expires
            && user is { DeactivatedAt: null, SecurityStamp: { } stamp }
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(stamp), content.AsSpan(StampAt))
            ? user
            : null;
    }

    private string Token(StaffLinkPurpose purpose, StaffUser user)
    {
        var stamp = Encoding.UTF8.GetBytes(user.SecurityStamp ?? "");
        var content = new byte[StampAt + stamp.Length];
        user.Id.TryWriteBytes(content, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(16), (time.GetUtcNow() + LifeOf(purpose)).UtcTicks);
        stamp.CopyTo(content, StampAt);
        return Base64Url.EncodeToString(Protector(purpose).Protect(content));
    }

    private byte[]? Open(StaffLinkPurpose purpose, string token)
    {
        try
        {
            return token.Length <= MaxLength ? Protector(purpose).Unprotect(Base64Url.DecodeFromChars(token)) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector Protector(StaffLinkPurpose purpose) =>
        protection.CreateProtector("LeadGen.StaffLinks", purpose.ToString());
}
