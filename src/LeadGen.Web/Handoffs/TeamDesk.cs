using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>Changes teams, who is in them, their calendars, and who is away.</summary>
public sealed class TeamDesk(LeadGenDbContext db, RoutingDesk routing, TimeProvider time)
{
    /// <returns>Errors by the names of the fields: <c>name</c>, <c>time_zone</c>, <c>hours.monday</c>, <c>holidays</c>, <c>capacity.{id}</c>, <c>add</c>, <c>add_capacity</c>, <c>call_words</c>.</returns>
    public Task<RoutingChange> SaveAsync(TeamEntry entry, CancellationToken cancel) =>
        routing.InLineAsync(
            async form =>
            {
                var name = form.Name(entry.Name, Team.NameMaxLength, "team");
                var (hours, holidays) = (form.Hours(entry.Hours), form.Holidays(entry.Holidays));
                var words = form.Words("call_words", entry.CallWords, CallScript.WordsMaxLength, "What to say first");
                form.Check(entry.TimeZone?.Trim(), hours, holidays);
                var teams = await db.Set<TeamRow>().ToListAsync(cancel);
                var team = teams.Find(team => team.Id == entry.Id);
                if (entry.Id is not null && team is null)
                {
                    form.Errors[""] = "There is no such team any more. Go back to the list";
                }

                if (teams.Any(other => other != team && other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                {
                    form.Errors["name"] = "There is a team of this name already. Enter another one";
                }

                if (team is null && teams.Count >= Routing.TeamsMax)
                {
                    form.Errors[""] = $"There are {Routing.TeamsMax} teams already. Delete one first";
                }

                team ??= Added();
                (team.Name, team.TimeZone) = (name, entry.TimeZone?.Trim() ?? "");
                (team.Hours, team.Holidays, team.CallWords) = (hours, holidays, words);
                await ChangeMembersAsync(team.Id, entry, form, cancel);
                return team.Id;
            },
            cancel
        );

    /// <summary>Its hand-offs stay with who has them; what is unclaimed anybody of sales may take.</summary>
    public Task<RoutingChange> DeleteAsync(Guid id, CancellationToken cancel) =>
        routing.InLineAsync(
            async form =>
            {
                var team = await db.Set<TeamRow>().SingleOrDefaultAsync(team => team.Id == id, cancel);
                var rule = await db.Set<RoutingRuleRow>().FirstOrDefaultAsync(rule => rule.TeamId == id, cancel);
                if (team is null)
                {
                    form.Errors[""] = "There is no such team any more";
                }
                else if (team.IsDefault)
                {
                    form.Errors[""] = "This is the default team. Make another one the default first";
                }
                else if (rule is not null)
                {
                    form.Errors[""] = $"The rule “{rule.Name}” sends leads to it. Change or delete the rule first";
                }
                else
                {
                    db.Remove(team);
                }

                return id;
            },
            cancel
        );

    /// <returns>Errors by <c>staff</c>, <c>from</c>, <c>to</c>.</returns>
    public Task<RoutingChange> AddAbsenceAsync(Guid? staffId, string? from, string? to, CancellationToken cancel) =>
        routing.InLineAsync(
            async form =>
            {
                var first = form.RequiredDay("from", from);
                var last = string.IsNullOrWhiteSpace(to) ? first : form.RequiredDay("to", to);
                if (last < first)
                {
                    form.Errors["to"] = "Let it end on the day on which it begins, or later";
                }

                if (staffId is not { } staff || !await db.Set<TeamMember>().AnyAsync(m => m.StaffId == staff, cancel))
                {
                    form.Errors["staff"] = "Choose who is away";
                    return default;
                }

                if (await db.Set<StaffAbsence>().CountAsync(a => a.StaffId == staff, cancel) >= Rep.AbsencesMax)
                {
                    form.Errors["staff"] = $"{Rep.AbsencesMax} absences are kept. Remove past ones first";
                }

                var id = Guid.CreateVersion7(time.GetUtcNow());
                db.Add(
                    new StaffAbsence
                    {
                        Id = id,
                        StaffId = staff,
                        FromDay = first ?? default,
                        ToDay = last ?? default,
                    }
                );
                return id;
            },
            cancel
        );

    public Task<RoutingChange> RemoveAbsenceAsync(Guid id, CancellationToken cancel) =>
        routing.InLineAsync(
            async _ =>
            {
                await db.Set<StaffAbsence>().Where(absence => absence.Id == id).ExecuteDeleteAsync(cancel);
                return id;
            },
            cancel
        );

    private TeamRow Added()
    {
        var team = new TeamRow { Id = Guid.CreateVersion7(time.GetUtcNow()), Name = "" };
        db.AddRange(team, new TeamTurns { TeamId = team.Id });
        return team;
    }

    private async Task ChangeMembersAsync(Guid teamId, TeamEntry entry, RoutingForm form, CancellationToken cancel)
    {
        var members = await db.Set<TeamMember>()
            .Where(m => m.TeamId == teamId)
            .ToDictionaryAsync(m => m.StaffId, cancel);
        foreach (var typed in entry.Members)
        {
            if (!members.TryGetValue(typed.StaffId, out var member))
            {
                continue;
            }

            if (typed.Remove)
            {
                db.Remove(member);
                continue;
            }

            member.Capacity = form.Capacity($"capacity.{typed.StaffId}", typed.Capacity);
            member.Active = typed.Active;
        }

        if (entry.Add is not { } staff)
        {
            return;
        }

        if (members.ContainsKey(staff) || members.Count >= Team.RepsMax)
        {
            form.Errors["add"] = members.ContainsKey(staff)
                ? "They are in the team already"
                : $"A team has at most {Team.RepsMax} reps. Make another one";
            return;
        }

        if (!await db.Users.AnyAsync(user => user.Id == staff && user.DeactivatedAt == null, cancel))
        {
            form.Errors["add"] = "Choose somebody whose account is active";
            return;
        }

        db.Add(
            new TeamMember
            {
                TeamId = teamId,
                StaffId = staff,
                Capacity = form.Capacity("add_capacity", entry.AddCapacity),
            }
        );
    }
}
