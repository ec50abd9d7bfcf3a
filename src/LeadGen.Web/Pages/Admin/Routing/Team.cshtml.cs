using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Routing;

/// <summary>One team, or a new one: its name, who is in it, and when it works.</summary>
public sealed class TeamModel(LeadGenDbContext db, CurrentRouting current, TeamDesk desk) : PageModel
{
    private const int StaffMax = 500;

    /// <summary>Null for a new one.</summary>
    [FromRoute]
    public Guid? Id { get; set; }

    public TeamRow Team { get; private set; } = null!;
    public IReadOnlyList<Domain.Handoffs.Rep> Reps { get; private set; } = [];

    /// <summary>Of the reps those who are paused in this team.</summary>
    public IReadOnlySet<Guid> Paused { get; private set; } = new HashSet<Guid>();

    /// <summary>Who could join.</summary>
    public IReadOnlyList<Choice> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var form = Request.Form;
        var entry = new TeamEntry(
            Id,
            form["name"],
            form["time_zone"],
            RoutingWords.Week.ToDictionary(day => day, day => form[Field(day)].ToString()),
            form["holidays"],
            [
                .. Reps.Select(rep => new MemberEntry(
                    rep.StaffId,
                    form[$"capacity.{rep.StaffId}"],
                    !form.ContainsKey($"pause.{rep.StaffId}"),
                    form.ContainsKey($"remove.{rep.StaffId}")
                )),
            ],
            Guid.TryParse(form["add"], out var add) ? add : null,
            form["add_capacity"],
            form["call_words"]
        );
        var change = await desk.SaveAsync(entry, cancel);
        return change.IsDone
            ? this.Tell(change, "Saved. It holds from the next lead on.", $"/admin/routing/teams/{change.Id}")
            : this.Refuse(change);
    }

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancel)
    {
        var change = await desk.DeleteAsync(Id ?? Guid.Empty, cancel);
        return this.Tell(change, "Deleted.", change.IsDone ? "/admin/routing#teams" : $"/admin/routing/teams/{Id}");
    }

    public static string Field(DayOfWeek day) => "hours." + day.ToString().ToLowerInvariant();

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var team = Id is null
            ? new TeamRow { Id = Guid.Empty, Name = "" }
            : await db.Set<TeamRow>().AsNoTracking().SingleOrDefaultAsync(team => team.Id == Id, cancel);
        if (team is null)
        {
            return false;
        }

        Team = team;
        Reps = (await current.ReadAsync(cancel)).Routing.TeamOf(team.Id)?.Reps ?? [];
        Paused = (
            await db.Set<TeamMember>()
                .Where(member => member.TeamId == team.Id && !member.Active)
                .Select(member => member.StaffId)
                .ToListAsync(cancel)
        ).ToHashSet();
        var known = Reps.Select(rep => rep.StaffId).ToHashSet();
        var staff = await db
            .Users.Where(user => user.DeactivatedAt == null)
            .OrderBy(user => user.DisplayName)
            .Select(user => new { user.Id, Name = user.DisplayName == "" ? user.UserName : user.DisplayName })
            .Take(StaffMax)
            .ToListAsync(cancel);
        Others =
        [
            new Choice("", "Nobody"),
            .. staff
                .Where(person => !known.Contains(person.Id))
                .Select(person => new Choice(person.Id.ToString(), person.Name ?? "")),
        ];
        return true;
    }
}
