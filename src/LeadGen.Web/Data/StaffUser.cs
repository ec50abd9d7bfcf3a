using Microsoft.AspNetCore.Identity;

namespace LeadGen.Web.Data;

/// <summary>A member of staff who signs in.</summary>
public sealed class StaffUser : IdentityUser<Guid>
{
    public const int NameMaxLength = 200;

    public string DisplayName { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Set while the account is switched off.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }
}
