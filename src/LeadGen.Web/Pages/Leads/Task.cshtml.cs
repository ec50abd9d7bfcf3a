using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Tasks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Adds something to do about a lead.</summary>
public sealed class TaskModel(LeadGenDbContext db, TaskDesk desk, TimeProvider time) : PageModel
{
    public static readonly string[] Order = ["title", "due", "staff"];
    private static readonly string[] Formats = ["yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss"];
    private static readonly TimeSpan PastMax = TimeSpan.FromHours(1);
    private const int YearsAheadMax = 5;
    private const int PeopleMax = 500;
    private const int UsualHour = 9;

    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public Guid Key { get; private set; } = Guid.CreateVersion7(time.GetUtcNow());
    public Guid LeadId { get; private set; }
    public string Name { get; private set; } = "";
    public Guid Me => User.StaffId() ?? Guid.Empty;
    public IReadOnlyList<Choice> People { get; private set; } = [];
    public string ZoneHint => $"In the time of {_zone.Id.Replace('_', ' ')}";

    /// <summary>Tomorrow morning, where they are.</summary>
    public string DueText =>
        TimeZoneInfo
            .ConvertTime(time.GetUtcNow(), _zone)
            .Date.AddDays(1)
            .AddHours(UsualHour)
            .ToString(Formats[0], CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !User.May(Policies.Sales) ? Forbid()
        : await LoadAsync(id, cancel) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!User.May(Policies.Sales))
        {
            return Forbid();
        }

        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        foreach (var field in Order)
        {
            ModelState.SetModelValue(field, Request.Form[field].ToString(), Request.Form[field].ToString());
        }

        Key = Guid.TryParse(Request.Form["key"], out var key) ? key : Key;
        var (title, error) = CleanText.Note(Request.Form["title"], LeadTask.TitleMaxLength, "Task");
        Demand(title is not null, "title", error ?? "Say what is to be done");
        var due = Due(Request.Form["due"]);
        Demand(due is not null, "due", "Enter a day and time that is still to come, such as 2027-03-31T09:00");
        var isKnown = Guid.TryParse(Request.Form["staff"], out var staff) && People.Any(one => one.Value == $"{staff}");
        Demand(isKnown, "staff", "Choose who is to do it");
        if (ModelState.ErrorCount > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (
            !await desk.AddAsync(
                new TaskEntry(Key, id, title!.ReplaceLineEndings(" "), due!.Value, staff, User.StaffName()!),
                cancel
            )
        )
        {
            return NotFound();
        }

        TempData["Flash"] = "Added. Whoever is to do it is told when it is due.";
        return RedirectToPage("/Leads/Lead", new { id });
    }

    private DateTimeOffset? Due(string? text)
    {
        var now = time.GetUtcNow();
        return
            DateTime.TryParseExact(
                text?.Trim(),
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
            && local.Year > 1
            && local.Year <= now.Year + YearsAheadMax
            && _zone.At(local) is var due
            && due >= now - PastMax
            ? due
            : null;
    }

    private void Demand(bool isRight, string field, string message)
    {
        if (!isRight)
        {
            ModelState.AddModelError(field, message);
        }
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == id, cancel) is not { } lead)
        {
            return false;
        }

        (LeadId, Name) = (lead.Id, LeadWords.Name(lead["first_name"], lead["last_name"], lead.Email));
        _zone = await db.ReadZoneAsync(Me, cancel);
        string[] roles = Policies.All[Policies.Sales];
        var people = await db
            .Users.Where(user => user.DeactivatedAt == null)
            .Where(user =>
                db.UserRoles.Any(held =>
                    held.UserId == user.Id && db.Roles.Any(role => role.Id == held.RoleId && roles.Contains(role.Name!))
                )
            )
            .OrderBy(user => user.DisplayName)
            .Take(PeopleMax)
            .Select(user => new { user.Id, Name = user.DisplayName == "" ? user.UserName : user.DisplayName })
            .ToListAsync(cancel);
        People =
        [
            .. people.Select(one => new Choice($"{one.Id}", one.Id == Me ? $"{one.Name} (you)" : one.Name ?? "")),
        ];
        return true;
    }
}
