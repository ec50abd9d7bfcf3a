using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tasks;

/// <summary>A task on its way in.</summary>
/// <param name="Id">Made with the form, so that it counts once though it is sent twice.</param>
/// <param name="By">As colleagues shall read it.</param>
public sealed record TaskEntry(Guid Id, Guid LeadId, string Title, DateTimeOffset DueAt, Guid StaffId, string By);

/// <summary>What staff are to do about leads: added, done, and called to mind when it is due.</summary>
public sealed class TaskDesk(
    LeadGenDbContext db,
    SalesManagers managers,
    StaffBell bell,
    TimeProvider time,
    RescoreQueue queue
)
{
    private const int BatchSize = 200;

    /// <returns>False where there is no such lead.</returns>
    public async Task<bool> AddAsync(TaskEntry entry, CancellationToken cancel)
    {
        if (!await db.Leads.AnyAsync(lead => lead.Id == entry.LeadId, cancel))
        {
            return false;
        }

        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.tasks (id, lead_id, title, due_at, staff_id, created_by, created_at)
            values ({entry.Id}, {entry.LeadId}, {entry.Title}, {entry.DueAt}, {entry.StaffId}, {entry.By}, {now})
            on conflict (id) do nothing
            """,
            cancel
        );
        return true;
    }

    /// <summary>Done, and told in the story of the lead. Once, whoever presses the button again.</summary>
    /// <param name="staff">Whose task it must be; null: anybody's.</param>
    public async Task<bool> DoneAsync(Guid id, Guid? staff, string by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var task = await db.Set<LeadTask>()
            .FromSql($"select * from leadgen.tasks where id = {id} and done_at is null for update")
            .SingleOrDefaultAsync(cancel);
        if (task is null || (staff is { } person && task.StaffId != person))
        {
            return false;
        }

        var now = time.GetUtcNow();
        (task.DoneAt, task.DoneBy) = (now, by);
        db.Touchpoints.Add(
            new Touchpoint
            {
                Id = Guid.CreateVersion7(now),
                LeadId = task.LeadId,
                Kind = TouchpointKinds.TaskDone,
                OccurredAt = now,
                RecordedAt = now,
                Properties = new Dictionary<string, string> { ["note"] = task.Title, ["author"] = by },
            }
        );
        db.RescoreRequests.Add(RescoreQueue.Quiet(task.LeadId, MoveCause.Person, now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        queue.Wake();
        return true;
    }

    /// <summary>Calls to mind what is due, each once: of several instances each takes its share.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RemindAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var due = await db.Set<LeadTask>()
            .FromSql(
                $"""
                select * from leadgen.tasks where done_at is null and reminded_at is null and due_at <= {now}
                order by due_at limit {BatchSize} for update skip locked
                """
            )
            .ToListAsync(cancel);
        await PassOnAsync(due, cancel);
        foreach (var task in due)
        {
            task.RemindedAt = now;
        }

        await bell.RingAsync(
            [
                .. due.Select(task => new Notification
                {
                    Id = Guid.CreateVersion7(now),
                    StaffId = task.StaffId,
                    Kind = NotificationKind.TaskDue,
                    LeadId = task.LeadId,
                    About = task.Title,
                    At = now,
                }),
            ],
            now,
            cancel
        );
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return due.Count;
    }

    /// <summary>Who has left does nothing any more: a manager gets what was theirs.</summary>
    private async Task PassOnAsync(List<LeadTask> due, CancellationToken cancel)
    {
        var staff = due.Select(task => task.StaffId).Distinct().ToArray();
        var left = await db
            .Users.Where(user => staff.Contains(user.Id) && user.DeactivatedAt != null)
            .Select(user => user.Id)
            .ToListAsync(cancel);
        if (left.Count > 0 && await managers.AnyAsync(cancel) is { } manager)
        {
            foreach (var task in due.Where(task => left.Contains(task.StaffId)))
            {
                task.StaffId = manager;
            }
        }
    }
}
