using System.Security.Claims;
using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Users;

/// <summary>What somebody is still to do, and who could go on with it.</summary>
public sealed record OpenWork(int Handoffs, int Tasks, IReadOnlyList<Choice> Colleagues)
{
    public bool IsAny => Handoffs + Tasks > 0;
}

/// <summary>Hands over the open work of somebody who leaves, so that no lead stays with nobody.</summary>
public sealed class LeavingRep(LeadGenDbContext db, ManagerDesk managers, TimeProvider time)
{
    private const int BatchSize = 200;

    /// <summary>For so long a page may take; what is left then is told.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    public async Task<OpenWork> ReadAsync(Guid staff, CancellationToken cancel) =>
        new(
            await OpenOf(staff).CountAsync(cancel),
            await TasksOf(staff).CountAsync(cancel),
            await ColleaguesOf(staff)
                .OrderBy(user => EF.Functions.Collate(user.DisplayName, "und-x-icu"))
                .Select(user => new Choice(user.Id.ToString(), user.DisplayName, null))
                .ToListAsync(cancel)
        );

    /// <param name="to">Null gives what is not accepted yet back to its team; what is stays until a manager gives it away.</param>
    /// <returns>What came of it, to be told; empty where there was nothing.</returns>
    public async Task<string> HandOverAsync(ClaimsPrincipal by, Guid staff, Guid? to, CancellationToken cancel)
    {
        var colleagues = await ColleaguesOf(staff).Select(user => user.Id).ToListAsync(cancel);
        to = to is { } chosen && colleagues.Contains(chosen) ? to : null;
        var (begun, given, last) = (time.GetTimestamp(), 0, Guid.Empty);
        List<Handoff> some;
        do
        {
            some = await OpenOf(staff)
                .AsNoTracking()
                .Where(handoff => handoff.Id.CompareTo(last) > 0)
                .OrderBy(handoff => handoff.Id)
                .Take(BatchSize)
                .ToListAsync(cancel);
            foreach (var handoff in some)
            {
                var action = HandoffPost.ActionBy(by, handoff.Id, handoff.Version) with { OwnerId = to };
                given += await managers.ReassignAsync(action, colleagues, cancel) is HandoffResult.Done ? 1 : 0;
                last = handoff.Id;
            }
        } while (some.Count == BatchSize && time.GetElapsedTime(begun) < AtMost);

        if (to is { } colleague)
        {
            given += await TasksOf(staff)
                .ExecuteUpdateAsync(task => task.SetProperty(one => one.StaffId, colleague), cancel);
        }

        return Told(given, await OpenOf(staff).CountAsync(cancel), await TasksOf(staff).CountAsync(cancel));
    }

    private static string Told(int given, int handoffs, int tasks) =>
        (given > 0 ? $" Handed over: {Words.Number(given)} of what they had to do." : "")
        + (
            handoffs > 0
                ? $" Still theirs: hand-offs ({Words.Number(handoffs)}), for a manager to give away in the queue."
                : ""
        )
        + (tasks > 0 ? $" Still theirs: tasks ({Words.Number(tasks)}), which remind nobody." : "");

    /// <summary>Whoever works the queue, whatever their team.</summary>
    private IQueryable<StaffUser> ColleaguesOf(Guid staff) =>
        db
            .Users.AsNoTracking()
            .Where(user => user.DeactivatedAt == null && user.Id != staff)
            .Where(user =>
                db.UserRoles.Any(held =>
                    held.UserId == user.Id
                    && db.Roles.Any(role =>
                        role.Id == held.RoleId && (role.Name == Roles.SalesRep || role.Name == Roles.SalesManager)
                    )
                )
            );

    private IQueryable<Handoff> OpenOf(Guid staff) =>
        db.Handoffs.Where(handoff => handoff.OwnerId == staff).Where(Queries.IsOpen);

    private IQueryable<LeadTask> TasksOf(Guid staff) =>
        db.Set<LeadTask>().Where(task => task.StaffId == staff && task.DoneAt == null);
}
