using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Admin.Routing;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Absences;

/// <summary>A day or more on which a member of a team gets no lead.</summary>
public sealed record AbsenceRow(Guid Id, string Name, DateOnly From, DateOnly To);

/// <summary>Who is away when. For managers too, so it stands apart from the other pages of routing.</summary>
public sealed class AbsencesModel(LeadGenDbContext db, CurrentRouting current, TeamDesk desk, TimeProvider time)
    : PageModel
{
    public const int ShownMax = 200;
    private const string Here = "/admin/routing/absences";

    public IReadOnlyList<AbsenceRow> Absences { get; private set; } = [];
    public IReadOnlyList<Choice> Reps { get; private set; } = [];
    public DateOnly Today { get; private set; }

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        Guid? staff = Guid.TryParse(Request.Form["staff"], out var id) ? id : null;
        var change = await desk.AddAbsenceAsync(staff, Request.Form["from"], Request.Form["to"], cancel);
        if (!change.IsDone)
        {
            await LoadAsync(cancel);
            return this.Refuse(change);
        }

        return this.Tell(change, "Saved. They get no lead on these days.", Here);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(Request.Form["absence"], out var id))
        {
            return BadRequest();
        }

        return this.Tell(await desk.RemoveAbsenceAsync(id, cancel), "Removed. They get leads on these days.", Here);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var teams = (await current.ReadAsync(cancel)).Routing.Teams;
        Reps =
        [
            new Choice("", "Choose who is away"),
            .. teams
                .SelectMany(team => team.Reps)
                .DistinctBy(rep => rep.StaffId)
                .OrderBy(rep => rep.Name, StringComparer.CurrentCulture)
                .Select(rep => new Choice(rep.StaffId.ToString(), rep.Name)),
        ];
        Absences = await db.Set<StaffAbsence>()
            .Where(absence => absence.ToDay >= Today)
            .OrderBy(absence => absence.FromDay)
            .ThenBy(absence => absence.Id)
            .Join(
                db.Users,
                absence => absence.StaffId,
                user => user.Id,
                (absence, user) =>
                    new AbsenceRow(
                        absence.Id,
                        (user.DisplayName == "" ? user.UserName : user.DisplayName) ?? "",
                        absence.FromDay,
                        absence.ToDay
                    )
            )
            .Take(ShownMax)
            .ToListAsync(cancel);
    }
}
