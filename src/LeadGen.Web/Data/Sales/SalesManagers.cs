using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Sales;

/// <summary>Who is told of promises that were not kept.</summary>
public sealed class SalesManagers(LeadGenDbContext db)
{
    // As in Access, which features do not use.
    private const string Manager = "SalesManager";
    private const string Administrator = "Admin";
    private const int Max = 50;

    /// <summary>The sales managers, or the administrators where there is none.</summary>
    public async Task<IReadOnlyList<Guid>> ReadAsync(CancellationToken cancel)
    {
        var managers = await InRoleAsync(Manager, cancel);
        return managers.Count > 0 ? managers : await InRoleAsync(Administrator, cancel);
    }

    /// <summary>Who is told of what only they can mend.</summary>
    public async Task<IReadOnlyList<Guid>> AdministratorsAsync(CancellationToken cancel) =>
        await InRoleAsync(Administrator, cancel);

    /// <summary>One of them, always the same; null where there is nobody.</summary>
    public async Task<Guid?> AnyAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) is [var first, ..] ? first : null;

    /// <summary>May they act on the hand-offs of every team?</summary>
    public Task<bool> HasAsync(Guid staffId, CancellationToken cancel) =>
        Active(Manager).Union(Active(Administrator)).AnyAsync(id => id == staffId, cancel);

    private Task<List<Guid>> InRoleAsync(string role, CancellationToken cancel) =>
        Active(role).OrderBy(id => id).Take(Max).ToListAsync(cancel);

    private IQueryable<Guid> Active(string role) =>
        from user in db.Users
        join held in db.UserRoles on user.Id equals held.UserId
        join known in db.Roles on held.RoleId equals known.Id
        where known.Name == role && user.DeactivatedAt == null
        select user.Id;
}
