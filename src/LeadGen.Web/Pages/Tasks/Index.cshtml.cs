using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Tasks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Tasks;

/// <summary>What the one who is signed in is to do.</summary>
public sealed class TasksModel(LeadGenDbContext db, TaskDesk desk, TimeProvider time) : PageModel
{
    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;
    public IReadOnlyList<TaskRow> Rows { get; private set; } = [];

    private Guid Me => User.StaffId() ?? Guid.Empty;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Zone = await db.ReadZoneAsync(Me, cancel);
        Rows = await TaskList.OfStaffAsync(db, Me, cancel);
    }

    /// <param name="id">One's own task; a manager's may be anybody's.</param>
    /// <param name="lead">On whose page the button stands; null: on this one.</param>
    public async Task<IActionResult> OnPostDoneAsync(Guid id, Guid? lead, CancellationToken cancel)
    {
        var done = await desk.DoneAsync(id, User.May(Policies.Managers) ? null : Me, User.StaffName()!, cancel);
        TempData["Flash"] = done
            ? "Done. It stands in the timeline of the lead."
            : "It is done already, or somebody else’s.";
        TempData["FlashKind"] = done ? "success" : "warning";
        return lead is { } of ? RedirectToPage("/Leads/Lead", new { id = of }) : RedirectToPage();
    }
}
