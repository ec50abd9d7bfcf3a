using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Tasks;

public sealed record TaskRow(
    Guid Id,
    Guid LeadId,
    string Title,
    DateTimeOffset DueAt,
    Guid StaffId,
    string? Who,
    string CreatedBy,
    string Email,
    string? FirstName,
    string? LastName
)
{
    public string Name => PersonName.Of(FirstName, LastName, Email);
}

/// <summary>Reads what is to be done, what is due first before the rest.</summary>
public static class TaskList
{
    public const int Max = 100;

    public static async Task<List<TaskRow>> OfLeadAsync(LeadGenDbContext db, Guid lead, CancellationToken cancel)
    {
        var parts = await db.PartsOfAsync(lead, cancel);
        return await ReadAsync(db, db.Set<LeadTask>().Where(task => parts.Contains(task.LeadId)), cancel);
    }

    public static Task<List<TaskRow>> OfStaffAsync(LeadGenDbContext db, Guid staff, CancellationToken cancel) =>
        ReadAsync(db, db.Set<LeadTask>().Where(task => task.StaffId == staff), cancel);

    private static async Task<List<TaskRow>> ReadAsync(
        LeadGenDbContext db,
        IQueryable<LeadTask> tasks,
        CancellationToken cancel
    )
    {
        var rows = await tasks
            .Where(task => task.DoneAt == null)
            .OrderBy(task => task.DueAt)
            .ThenBy(task => task.Id)
            .Take(Max)
            .Join(
                db.Leads,
                task => task.LeadId,
                lead => lead.Id,
                (task, lead) =>
                    new TaskRow(
                        task.Id,
                        task.LeadId,
                        task.Title,
                        task.DueAt,
                        task.StaffId,
                        db.Users.Where(user => user.Id == task.StaffId)
                            .Select(user => user.DisplayName == "" ? user.UserName : user.DisplayName)
                            .FirstOrDefault(),
                        task.CreatedBy,
                        lead.Email,
                        EF.Property<string?>(lead, "first_name"),
                        EF.Property<string?>(lead, "last_name")
                    )
            )
            .ToListAsync(cancel);
        // A join keeps no order.
        return [.. rows.OrderBy(row => row.DueAt).ThenBy(row => row.Id)];
    }
}
