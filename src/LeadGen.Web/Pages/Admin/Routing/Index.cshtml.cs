using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Routing;

/// <summary>Where hand-offs go: the rules in their order, the teams, and what is promised.</summary>
public sealed class IndexModel(LeadGenDbContext db, CurrentRouting current, RoutingDesk desk) : PageModel
{
    private const string Here = "/admin/routing";

    public RoutingInForce Routing { get; private set; } = null!;

    /// <summary>Those that are off too.</summary>
    public IReadOnlyList<RoutingRuleRow> Rules { get; private set; } = [];
    public ChecklistRules Checklist { get; private set; } = ChecklistRules.Default;

    public IReadOnlyList<Domain.Handoffs.Team> Teams => Routing.Routing.Teams;
    public Guid DefaultTeam => Routing.Routing.DefaultTeamId;

    public string Target(RoutingRuleRow rule)
    {
        var team = Routing.Routing.TeamOf(rule.TeamId);
        var rep = rule.StaffId is { } staff ? team?.RepOf(staff) : null;
        return team is null ? "" : team.Name + (rep is null ? "" : $", {rep.Name}");
    }

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostRuleAsync(CancellationToken cancel)
    {
        var (id, verb) = (Request.Form["rule"], Request.Form["verb"].ToString());
        if (!Guid.TryParse(id, out var rule))
        {
            return BadRequest();
        }

        var done = verb switch
        {
            "up" => "Moved up: it is asked earlier.",
            "down" => "Moved down: it is asked later.",
            "off" => "Off. No lead goes by it.",
            "on" => "On. Leads go by it again.",
            _ => "Deleted. What went by it stays where it is.",
        };
        return this.Tell(await desk.ChangeRuleAsync(rule, verb, cancel), done, Here + "#rules");
    }

    public async Task<IActionResult> OnPostDefaultAsync(CancellationToken cancel)
    {
        var team = Guid.TryParse(Request.Form["default"], out var id) ? id : Guid.Empty;
        return this.Tell(
            await desk.MakeDefaultAsync(team, cancel),
            "Saved. It gets what no rule holds for.",
            Here + "#teams"
        );
    }

    public async Task<IActionResult> OnPostPromisesAsync(CancellationToken cancel)
    {
        var lengths = RoutingWords.Kinds.ToDictionary(
            kind => kind,
            kind => (Typed("accept." + Terms.Of(kind)), Typed("start." + Terms.Of(kind)))
        );
        var change = await desk.SaveLevelsAsync(lengths, cancel);
        if (!change.IsDone)
        {
            await LoadAsync(cancel);
            return this.Refuse(change);
        }

        return this.Tell(change, "Saved. Promises that were given stay as they are.", Here + "#promises");
    }

    public async Task<IActionResult> OnPostChecklistAsync(CancellationToken cancel)
    {
        var required = Domain.Handoffs.Checklist.Keys.Intersect(Request.Form["required"].OfType<string>()).ToList();
        await db.SaveChecklistRulesAsync(new ChecklistRules(required), cancel);
        TempData["Flash"] = "Saved. It holds for what is confirmed from now on.";
        return Redirect(Here + "#checklist");
    }

    private string? Typed(string field) => Request.Form[field];

    private async Task LoadAsync(CancellationToken cancel)
    {
        Routing = await current.ReadAsync(cancel);
        Rules = await db.Set<RoutingRuleRow>().AsNoTracking().OrderBy(rule => rule.Position).ToListAsync(cancel);
        Checklist = await db.ReadChecklistRulesAsync(cancel);
    }
}
