using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests;

/// <summary>Teams and rules as an administrator would have set them up.</summary>
internal static class TeamData
{
    public static Task<Guid> DefaultTeamAsync(this WebApp app) =>
        app.DbAsync(db => db.Set<TeamRow>().Where(team => team.IsDefault).Select(team => team.Id).SingleAsync(Cancel));

    public static async Task<Guid> TeamAsync(this WebApp app, string name)
    {
        var id = Guid.CreateVersion7(app.Clock.GetUtcNow());
        await app.ChangeRoutingAsync(db =>
            db.AddRange(new TeamRow { Id = id, Name = name }, new TeamTurns { TeamId = id })
        );
        return id;
    }

    /// <summary>A new rep in the team, who can sign in.</summary>
    public static async Task<StaffUser> MemberAsync(this WebApp app, Guid team, int capacity = 1)
    {
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        await app.ChangeRoutingAsync(db =>
            db.Add(
                new TeamMember
                {
                    TeamId = team,
                    StaffId = rep.Id,
                    Capacity = capacity,
                }
            )
        );
        return rep;
    }

    public static Task AbsentAsync(this WebApp app, Guid staff, int days = 7)
    {
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        return app.ChangeRoutingAsync(db =>
            db.Add(
                new StaffAbsence
                {
                    Id = Guid.CreateVersion7(app.Clock.GetUtcNow()),
                    StaffId = staff,
                    FromDay = today.AddDays(-1),
                    ToDay = today.AddDays(days),
                }
            )
        );
    }

    public static Task RuleAsync(this WebApp app, Guid team, Guid? staff, params RoutingCondition[] conditions) =>
        app.ChangeRoutingAsync(db =>
            db.Add(
                new RoutingRuleRow
                {
                    Id = Guid.CreateVersion7(app.Clock.GetUtcNow()),
                    Position = 0,
                    Name = "By rule",
                    Conditions = conditions,
                    TeamId = team,
                    StaffId = staff,
                }
            )
        );

    public static async Task ChangeRoutingAsync(this WebApp app, Action<LeadGenDbContext> change) =>
        await app.DbAsync(async db =>
        {
            change(db);
            await db.SaveChangesAsync(Cancel);
            await CurrentRouting.RaiseAsync(db, Cancel);
            return 0;
        });
}
