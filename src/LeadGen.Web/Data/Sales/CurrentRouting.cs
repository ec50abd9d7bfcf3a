using System.Globalization;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Sales;

/// <summary>Reads which version of teams and rules is in force at each use, and all of it only where that has changed.</summary>
public sealed class CurrentRouting(LeadGenDbContext db, RoutingCache cache)
{
    private const string VersionKey = "routing_version";

    public async Task<RoutingInForce> ReadAsync(CancellationToken cancel)
    {
        var text = await db
            .Settings.AsNoTracking()
            .Where(setting => setting.Key == VersionKey)
            .Select(setting => setting.Value)
            .SingleOrDefaultAsync(cancel);
        var version = text is null ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
        return cache.Latest is { } latest && latest.Version == version
            ? latest
            : cache.Latest = await ReadAllAsync(version, cancel);
    }

    /// <summary>Tells all instances that teams, members or rules are others from now on. In the transaction of the change.</summary>
    public static Task RaiseAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.settings (key, value) values ({VersionKey}, '1')
            on conflict (key) do update set value = (settings.value::bigint + 1)::text
            """,
            cancel
        );

    // What does not fit together any more, such as a rule for a rep who left the team, must not stop the hand-offs.
    private async Task<RoutingInForce> ReadAllAsync(long version, CancellationToken cancel)
    {
        var absences = (await db.Set<StaffAbsence>().AsNoTracking().OrderByDescending(a => a.ToDay).ToListAsync(cancel))
            .GroupBy(absence => absence.StaffId)
            .ToDictionary(
                staff => staff.Key,
                staff => staff.Take(Rep.AbsencesMax).Select(absence => new Absence(absence.FromDay, absence.ToDay))
            );
        var members = (
            await db.Set<TeamMember>()
                .AsNoTracking()
                .Join(db.Users, member => member.StaffId, user => user.Id, (member, user) => new { member, user })
                .Select(one => new
                {
                    one.member,
                    Name = one.user.DisplayName == "" ? one.user.UserName : one.user.DisplayName,
                    IsOn = one.user.DeactivatedAt == null,
                })
                .OrderBy(one => one.Name)
                .ToListAsync(cancel)
        ).ToLookup(
            one => one.member.TeamId,
            one => new Rep(one.member.StaffId, one.Name ?? "", one.member.Capacity, one.member.Active && one.IsOn)
            {
                Absences = [.. absences.GetValueOrDefault(one.member.StaffId, [])],
            }
        );
        var rows = await db.Set<TeamRow>().AsNoTracking().OrderBy(team => team.Name).ToListAsync(cancel);
        var teams = rows.Select(row => new Team(row.Id, row.Name, [.. members[row.Id]])
            {
                Calendar = row.Calendar(),
                CallWords = row.CallWords,
            })
            .ToList();
        var rules = await db.Set<RoutingRuleRow>()
            .AsNoTracking()
            .Where(rule => rule.Active)
            .OrderBy(rule => rule.Position)
            .ToListAsync(cancel);
        return new RoutingInForce(
            version,
            new Routing(teams, [.. rules.Select(rule => RuleOf(rule, teams))], rows.Single(row => row.IsDefault).Id),
            await LevelsAsync(cancel)
        );
    }

    private static RoutingRule RuleOf(RoutingRuleRow row, List<Team> teams)
    {
        var team = teams.Find(team => team.Id == row.TeamId);
        var staff = row.StaffId is { } id && team?.RepOf(id) is not null ? row.StaffId : null;
        return new RoutingRule(row.Id, row.Name, row.Conditions, row.TeamId, staff);
    }

    private async Task<ServiceLevels> LevelsAsync(CancellationToken cancel)
    {
        var levels = new Dictionary<QualificationKind, ServiceLevel>(ServiceLevels.Default.ByKind);
        foreach (var row in await db.Set<ServiceLevelRow>().AsNoTracking().ToListAsync(cancel))
        {
            levels[row.Kind] = new ServiceLevel(
                TimeSpan.FromMinutes(row.AcceptMinutes),
                TimeSpan.FromMinutes(row.StartMinutes)
            );
        }

        return new ServiceLevels(levels);
    }
}
