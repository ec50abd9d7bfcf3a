using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Insights;
using LeadGen.Web.Pages.Queue;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Insights;

/// <summary>Who has how much, what runs out, what was broken, and why leads are rejected.</summary>
public sealed class ServiceLevelsModel(LeadGenDbContext db, ManagerDesk desk, HouseZone house, TimeProvider time)
    : PageModel
{
    public const int UsualDays = 30;
    public static readonly int[] Periods = [7, UsualDays, 90];

    public int Days { get; private set; } = UsualDays;
    public DateTimeOffset Now { get; private set; }
    public IReadOnlyList<DeskLoad> Loads { get; private set; } = [];
    public IReadOnlyList<QueueRow> Urgent { get; private set; } = [];
    public Speed Speed { get; private set; } = null!;
    public SpeedBy By { get; private set; }

    /// <summary>By whose clock the hours of the day are told.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>With the name of each.</summary>
    public IReadOnlyList<(SpeedRow Row, string Name)> Speeds { get; private set; } = [];
    public IReadOnlyList<RejectedBySource> Sources { get; private set; } = [];
    public IReadOnlyList<RejectedByCriterion> Criteria { get; private set; } = [];

    /// <summary>Who may get a lead; empty for those who only look.</summary>
    public IReadOnlyList<Choice> Reps { get; private set; } = [];

    private bool MayGive => User.May(Policies.Managers);

    public int Open => Loads.Sum(load => load.Offered + load.Accepted + load.Started);
    public int Soon => Loads.Sum(load => load.Soon);
    public int Overdue => Loads.Sum(load => load.Overdue);

    public Task OnGetAsync(int? days, CancellationToken cancel) => LoadAsync(days, cancel);

    public async Task<IActionResult> OnPostGiveAsync(int? days, CancellationToken cancel)
    {
        if (!MayGive)
        {
            return Forbid();
        }

        if (HandoffPost.ReadTarget(Request.Form, User) is not { } target)
        {
            return BadRequest();
        }

        var owner = Guid.TryParse(Request.Form["owner"], out var rep) ? rep : (Guid?)null;
        var action = target with { OwnerId = owner };
        var reps = await RepsAsync(cancel);
        switch (await desk.ReassignAsync(action, [.. reps.Select(choice => Guid.Parse(choice.Value))], cancel))
        {
            case HandoffResult.NotFound:
                return NotFound();
            case HandoffResult.Invalid invalid:
                foreach (var (_, message) in invalid.Errors)
                {
                    ModelState.AddModelError($"owner-{target.HandoffId}", message);
                }

                await LoadAsync(days, cancel);
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            case HandoffResult.MovedOn moved:
                (TempData["Flash"], TempData["FlashKind"]) = (moved.Message, "warning");
                break;
            case HandoffResult.Done:
                TempData["Flash"] = owner is null
                    ? "Back in the queue for everybody."
                    : $"Given to {reps.First(choice => choice.Value == owner.ToString()).Text}.";
                break;
        }

        return RedirectToPage(new { days = days == UsualDays ? null : days });
    }

    private async Task LoadAsync(int? days, CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        Days = days is { } asked && Periods.Contains(asked) ? asked : UsualDays;
        var since = Now.AddDays(-Days);
        Loads = await ServiceLevelReport.LoadsAsync(db, Now, cancel);
        Speed = await ServiceLevelReport.SpeedAsync(db, since, Now, cancel);
        By = Terms.Parse<SpeedBy>(Request.Query["by"]) ?? SpeedBy.Rep;
        Zone = await house.CurrentAsync(cancel);
        var speeds = await SpeedReport.ReadAsync(db, By, Zone, since, Now, cancel);
        var names = await NamesAsync(speeds, cancel);
        Speeds = [.. speeds.Select(row => (row, NameOf(row, names)))];
        Sources = await ServiceLevelReport.RejectedBySourceAsync(db, since, cancel);
        Criteria = await ServiceLevelReport.RejectedByCriterionAsync(db, since, cancel);
        var first = await QueueList.ReadPageAsync(db, QueueView.All, Guid.Empty, find: null, after: null, Now, cancel);
        Urgent = [.. first.Where(row => row.Due < Now + ServiceLevelReport.Soon)];
        Reps = MayGive ? await RepsAsync(cancel) : [];
    }

    private async Task<Dictionary<string, string>> NamesAsync(List<SpeedRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => Guid.TryParse(row.Key, out var id) ? id : Guid.Empty).ToArray();
        return By switch
        {
            SpeedBy.Rep => await db
                .Users.Where(user => ids.Contains(user.Id))
                .ToDictionaryAsync(
                    user => user.Id.ToString(),
                    user => user.DisplayName == "" ? user.UserName! : user.DisplayName,
                    cancel
                ),
            SpeedBy.Team => await db.Set<Data.Sales.TeamRow>()
                .ToDictionaryAsync(team => team.Id.ToString(), team => team.Name, cancel),
            SpeedBy.Source or SpeedBy.Hour => [],
        };
    }

    private string NameOf(SpeedRow row, Dictionary<string, string> names) =>
        (By, row.Key) switch
        {
            (SpeedBy.Rep, null) => "Unclaimed",
            (SpeedBy.Rep, { } id) => names.GetValueOrDefault(id, "somebody who has left"),
            (SpeedBy.Team, null) => "No team",
            (SpeedBy.Team, { } id) => names.GetValueOrDefault(id, "a team that is gone"),
            (SpeedBy.Source, _) => row.Key ?? "not known",
            (SpeedBy.Hour, _) => $"{row.Key}:00 to {row.Key}:59",
        };

    private async Task<List<Choice>> RepsAsync(CancellationToken cancel)
    {
        var roles = Policies.All[Policies.Sales];
        return await db
            .Users.Where(user => user.DeactivatedAt == null)
            .Where(user =>
                db.UserRoles.Any(has =>
                    has.UserId == user.Id && db.Roles.Any(role => role.Id == has.RoleId && roles.Contains(role.Name))
                )
            )
            .OrderBy(user => user.DisplayName)
            .ThenBy(user => user.UserName)
            .Select(user => new Choice(
                user.Id.ToString(),
                user.DisplayName == "" ? user.UserName! : user.DisplayName,
                null
            ))
            .ToListAsync(cancel);
    }
}
