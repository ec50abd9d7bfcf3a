using LeadGen.Web.Data;

namespace LeadGen.Web.Pages.Admin.Users;

/// <summary>A member of staff as administrators see them.</summary>
public sealed record UserRow(
    Guid Id,
    string Name,
    string Email,
    IReadOnlyList<string> Roles,
    bool HasPassword,
    DateTimeOffset? DeactivatedAt,
    DateTimeOffset? LastSignInAt,
    bool HasSecondFactor
)
{
    public string State =>
        DeactivatedAt is not null ? "Deactivated"
        : HasPassword ? "Active"
        : "Invited";

    public static IQueryable<UserRow> Of(LeadGenDbContext db, IQueryable<StaffUser> users) =>
        users.Select(user => new UserRow(
            user.Id,
            user.DisplayName,
            user.Email!,
            db.UserRoles.Where(held => held.UserId == user.Id)
                .Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name!)
                .OrderBy(name => name)
                .ToList(),
            user.PasswordHash != null,
            user.DeactivatedAt,
            user.LastSignInAt,
            user.TwoFactorEnabled
        ));
}
