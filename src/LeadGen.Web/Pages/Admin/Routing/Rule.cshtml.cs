using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Routing;

/// <summary>One rule, or a new one: when it holds, and where leads go then.</summary>
public sealed class RuleModel(LeadGenDbContext db, CurrentRouting current, RoutingDesk desk) : PageModel
{
    /// <summary>Empty rows below those that are filled.</summary>
    private const int Spare = 3;

    /// <summary>Null for a new one.</summary>
    [FromRoute]
    public Guid? Id { get; set; }

    public RoutingRuleRow Rule { get; private set; } = null!;
    public IReadOnlyList<Domain.Handoffs.Team> Teams { get; private set; } = [];
    public int Rows { get; private set; }

    public IEnumerable<Choice> TeamChoices => Teams.Select(team => new Choice(team.Id.ToString(), team.Name));

    public IEnumerable<Choice> StaffChoices =>
        Teams
            .SelectMany(team => team.Reps)
            .DistinctBy(rep => rep.StaffId)
            .OrderBy(rep => rep.Name, StringComparer.CurrentCulture)
            .Select(rep => new Choice(rep.StaffId.ToString(), rep.Name))
            .Prepend(new Choice("", "Whose turn it is"));

    public RoutingCondition? Condition(int row) => row < Rule.Conditions.Count ? Rule.Conditions[row] : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var form = Request.Form;
        Rows = Math.Max(Rows, Enumerable.Range(0, RoutingRule.ConditionsMax).Count(i => form.ContainsKey($"fact.{i}")));
        var entry = new RuleEntry(
            Id,
            form["name"],
            [
                .. Enumerable
                    .Range(0, Rows)
                    .Select(i => new ConditionEntry(form[$"fact.{i}"], form[$"operator.{i}"], form[$"values.{i}"])),
            ],
            Guid.TryParse(form["team"], out var team) ? team : null,
            Guid.TryParse(form["staff"], out var staff) ? staff : null
        );
        var change = await desk.SaveRuleAsync(entry, cancel);
        if (!change.IsDone)
        {
            return this.Refuse(change);
        }

        return form["more"].Count > 0
            ? this.Tell(change, "Saved. There is room for more below.", $"/admin/routing/rules/{change.Id}")
            : this.Tell(change, "Saved. It holds from the next lead on.", "/admin/routing#rules");
    }

    public static string Values(RoutingCondition? condition) => string.Join(", ", condition?.Values ?? []);

    public static string Operator(RoutingCondition? condition) =>
        condition is null ? "one_of" : Terms.Of(condition.Operator);

    public static string Number(int row) => (row + 1).ToString(CultureInfo.InvariantCulture);

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var rule = Id is null
            ? new RoutingRuleRow
            {
                Id = Guid.Empty,
                Position = 0,
                Name = "",
                Conditions = [],
                TeamId = Guid.Empty,
            }
            : await db.Set<RoutingRuleRow>().AsNoTracking().SingleOrDefaultAsync(rule => rule.Id == Id, cancel);
        if (rule is null)
        {
            return false;
        }

        (Rule, Teams) = (rule, (await current.ReadAsync(cancel)).Routing.Teams);
        Rows = Math.Min(rule.Conditions.Count + Spare, RoutingRule.ConditionsMax);
        return true;
    }
}
