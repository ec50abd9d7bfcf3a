using Microsoft.AspNetCore.Identity;

namespace LeadGen.Web.Data;

/// <summary>A member of staff who signs in.</summary>
public sealed class StaffUser : IdentityUser<Guid>
{
    public const int NameMaxLength = 200;

    public string DisplayName { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>How they are told by mail what the bell tells them.</summary>
    public NotifyBy NotifyBy { get; set; }

    /// <summary>An IANA name; null: that of the default team.</summary>
    public string? TimeZone { get; set; }

    /// <summary>That of the authenticator app, sealed; null without a second factor.</summary>
    public string? SecondFactorKey { get; set; }

    /// <summary>Of the last code that was taken: none before it, nor itself, opens again.</summary>
    public long? LastCodeStep { get; set; }

    /// <summary>Hashes of the codes on paper that are left.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    /// <summary>Set while the account is switched off.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }
}

public enum NotifyBy
{
    AtOnce,

    /// <summary>All of a day together, at eight in the morning.</summary>
    Daily,
    Never,
}
