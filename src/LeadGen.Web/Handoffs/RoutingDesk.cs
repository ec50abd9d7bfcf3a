using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>
/// Changes rules, the default team and the lengths of promises. All changes of the routing stand in one line, and every instance goes by
/// them from its next hand-off on.
/// </summary>
public sealed class RoutingDesk(LeadGenDbContext db, TimeProvider time)
{
    /// <returns>Errors by the fields <c>name</c>, <c>team</c>, <c>staff</c>, <c>fact.{row}</c>, <c>operator.{row}</c>, <c>values.{row}</c>.</returns>
    public Task<RoutingChange> SaveRuleAsync(RuleEntry entry, CancellationToken cancel) =>
        InLineAsync(
            async form =>
            {
                var name = form.Name(entry.Name, RoutingRule.NameMaxLength, "rule");
                var conditions = form.Conditions(entry.Conditions);
                if (entry.TeamId is not { } teamId || !await db.Set<TeamRow>().AnyAsync(t => t.Id == teamId, cancel))
                {
                    form.Errors["team"] = "Choose the team that gets these leads";
                    return default;
                }

                if (
                    entry.StaffId is { } staff
                    && !await db.Set<TeamMember>().AnyAsync(m => m.TeamId == teamId && m.StaffId == staff, cancel)
                )
                {
                    form.Errors["staff"] = "Choose somebody of that team, or leave the rep out";
                }

                var rules = await RulesAsync(cancel);
                var rule = rules.Find(rule => rule.Id == entry.Id);
                if (entry.Id is not null && rule is null)
                {
                    form.Errors[""] = "There is no such rule any more. Go back to the list";
                }

                if (rule is null && rules.Count >= Routing.RulesMax)
                {
                    form.Errors[""] = $"There are {Routing.RulesMax} rules already. Delete one first";
                }

                Check(form, name, conditions, teamId);
                rule ??= Added(rules);
                (rule.Name, rule.Conditions, rule.TeamId, rule.StaffId) = (name, conditions, teamId, entry.StaffId);
                return rule.Id;
            },
            cancel
        );

    /// <param name="verb">up, down, on, off or delete.</param>
    public Task<RoutingChange> ChangeRuleAsync(Guid id, string verb, CancellationToken cancel) =>
        InLineAsync(
            async form =>
            {
                var rules = await RulesAsync(cancel);
                var at = rules.FindIndex(rule => rule.Id == id);
                if (at < 0)
                {
                    form.Errors[""] = "There is no such rule any more. This is how it stands now";
                    return id;
                }

                var rule = rules[at];
                switch (verb)
                {
                    case "up" or "down":
                        rules.RemoveAt(at);
                        rules.Insert(Math.Clamp(at + (verb == "up" ? -1 : 1), 0, rules.Count), rule);
                        break;
                    case "on" or "off":
                        rule.Active = verb == "on";
                        break;
                    case "delete":
                        rules.RemoveAt(at);
                        db.Remove(rule);
                        break;
                    default:
                        form.Errors[""] = "Press one of the buttons";
                        break;
                }

                foreach (var (position, one) in rules.Index())
                {
                    one.Position = position;
                }

                return id;
            },
            cancel
        );

    public Task<RoutingChange> MakeDefaultAsync(Guid teamId, CancellationToken cancel) =>
        InLineAsync(
            async form =>
            {
                var teams = await db.Set<TeamRow>()
                    .Where(team => team.Id == teamId || team.IsDefault)
                    .ToListAsync(cancel);
                if (teams.Find(team => team.Id == teamId) is not { } chosen)
                {
                    form.Errors["default"] = "Choose one of the teams";
                    return teamId;
                }

                teams.ForEach(team => team.IsDefault = false);
                await db.SaveChangesAsync(cancel);
                chosen.IsDefault = true;
                return teamId;
            },
            cancel
        );

    /// <param name="lengths">By kind the hours to accept and to start, as they were typed.</param>
    /// <returns>Errors by <c>accept.{kind}</c> and <c>start.{kind}</c>.</returns>
    public Task<RoutingChange> SaveLevelsAsync(
        IReadOnlyDictionary<QualificationKind, (string? Accept, string? Start)> lengths,
        CancellationToken cancel
    ) =>
        InLineAsync(
            async form =>
            {
                var rows = await db.Set<ServiceLevelRow>().ToDictionaryAsync(row => row.Kind, cancel);
                foreach (var (kind, (acceptText, startText)) in lengths)
                {
                    var accept = form.Length("accept." + Domain.Terms.Of(kind), acceptText);
                    var start = form.Length("start." + Domain.Terms.Of(kind), startText);
                    if (rows.TryGetValue(kind, out var row))
                    {
                        (row.AcceptMinutes, row.StartMinutes) = (accept, start);
                    }
                    else
                    {
                        db.Add(
                            new ServiceLevelRow
                            {
                                Kind = kind,
                                AcceptMinutes = accept,
                                StartMinutes = start,
                            }
                        );
                    }
                }

                return default;
            },
            cancel
        );

    /// <summary>Runs a change alone; with an error in the form nothing of it is kept.</summary>
    internal async Task<RoutingChange> InLineAsync(Func<RoutingForm, Task<Guid>> change, CancellationToken cancel)
    {
        var form = new RoutingForm();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('leadgen routing'))", cancel);
        db.ChangeTracker.Clear();
        var id = await change(form);
        if (form.Errors.Count > 0)
        {
            db.ChangeTracker.Clear();
            return new RoutingChange(id, form.Errors);
        }

        await db.SaveChangesAsync(cancel);
        await CurrentRouting.RaiseAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        return new RoutingChange(id, form.Errors);
    }

    private Task<List<RoutingRuleRow>> RulesAsync(CancellationToken cancel) =>
        db.Set<RoutingRuleRow>().OrderBy(rule => rule.Position).ThenBy(rule => rule.Id).ToListAsync(cancel);

    private RoutingRuleRow Added(List<RoutingRuleRow> rules)
    {
        var rule = new RoutingRuleRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Position = rules.Count,
            Name = "",
            Conditions = [],
            TeamId = default,
        };
        db.Add(rule);
        return rule;
    }

    // The domain's own rules, at the fields of the form.
    private static void Check(RoutingForm form, string name, IReadOnlyList<RoutingCondition> conditions, Guid teamId)
    {
        var rule = new RoutingRule(Guid.AllBitsSet, name, conditions, teamId);
        var errors = RoutingRules.Check(new Routing([new Team(teamId, "Team", [])], [rule], teamId));
        foreach (var (path, message) in errors.Where(error => !form.Errors.ContainsKey("name")))
        {
            var parts = path.Split('.');
            var field = parts is [_, _, _, var index]
                ? (message.StartsWith("Choose a fact", StringComparison.Ordinal) ? "fact." : "values.")
                    + form.Places[int.Parse(index, System.Globalization.CultureInfo.InvariantCulture)]
                : "";
            form.Errors.TryAdd(field, message);
        }
    }
}
