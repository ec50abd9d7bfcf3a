using System.Security.Claims;
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
public sealed class LeavingRep(LeadGenDbContext db, CurrentRouting current, ManagerDesk managers)
{
    private const int Most = 500;

    public async Task<OpenWork> ReadAsync(Guid staff, CancellationToken cancel)
    {
        var teams = (await current.ReadAsync(cancel)).Routing.Teams;
        return new OpenWork(
            await OpenOf(staff).CountAsync(cancel),
            await TasksOf(staff).CountAsync(cancel),
            [
                .. teams
                    .SelectMany(team => team.Reps)
                    .Where(rep => rep.Active && rep.StaffId != staff)
                    .DistinctBy(rep => rep.StaffId)
                    .OrderBy(rep => rep.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(rep => new Choice(rep.StaffId.ToString(), rep.Name)),
            ]
        );
    }

    /// <param name="to">Null gives what is not accepted yet back to its team; what is stays until a manager gives it away.</param>
    /// <returns>What came of it, to be told; empty where there was nothing.</returns>
    public async Task<string> HandOverAsync(ClaimsPrincipal by, Guid staff, Guid? to, CancellationToken cancel)
    {
        var colleagues = (await ReadAsync(staff, cancel)).Colleagues.Select(one => Guid.Parse(one.Value)).ToList();
        to = to is { } chosen && colleagues.Contains(chosen) ? to : null;
        var (given, kept) = (0, 0);
        foreach (var handoff in await OpenOf(staff).AsNoTracking().Take(Most).ToListAsync(cancel))
        {
            var action = HandoffPost.ActionBy(by, handoff.Id, handoff.Version) with { OwnerId = to };
            var isGiven = await managers.ReassignAsync(action, colleagues, cancel) is HandoffResult.Done;
            (given, kept) = (given + (isGiven ? 1 : 0), kept + (isGiven ? 0 : 1));
        }

        if (to is { } colleague)
        {
            given += await TasksOf(staff)
                .ExecuteUpdateAsync(task => task.SetProperty(one => one.StaffId, colleague), cancel);
        }

        return (given, kept) switch
        {
            (0, 0) => "",
            (_, 0) => $" {given} pieces of open work were handed over.",
            _ =>
                $" {given} pieces of open work were handed over; {kept} accepted hand-offs wait in the queue for a manager to give them away.",
        };
    }

    private IQueryable<Domain.Handoffs.Handoff> OpenOf(Guid staff) =>
        db.Handoffs.Where(handoff => handoff.OwnerId == staff).Where(Queries.IsOpen);

    private IQueryable<LeadTask> TasksOf(Guid staff) =>
        db.Set<LeadTask>().Where(task => task.StaffId == staff && task.DoneAt == null);
}
