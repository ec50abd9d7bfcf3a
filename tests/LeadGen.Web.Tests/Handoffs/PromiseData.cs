using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Handoffs;

/// <summary>Many hand-offs whose promise was not kept, and what must have followed, once.</summary>
internal static class PromiseData
{
    /// <summary>Hand-offs of a team of two, not accepted in time, and a manager who is to be told.</summary>
    public static async Task<(Guid Manager, Guid[] Handoffs)> ManyDueAsync(WebApp app, int count)
    {
        var team = await app.DefaultTeamAsync();
        await app.MemberAsync(team);
        await app.MemberAsync(team);
        var manager = await app.AddStaffAsync(Roles.SalesManager);
        var leads = new List<Domain.Leads.Lead>();
        for (var i = 0; i < count; i++)
        {
            leads.Add(await app.LeadAsync(score: null));
        }

        var opened = app.Clock.GetUtcNow() - TimeSpan.FromHours(25);
        var ids = await app.DbAsync(async db =>
        {
            var dossier = new Dossier("Why", 1, 1, 0, 1, [], new Dictionary<string, string>(), []);
            var handoffs = leads
                .Select(lead =>
                    (
                        lead,
                        Handoff.Open(
                            lead.Id,
                            Domain.Lifecycle.QualificationKind.Mql,
                            dossier,
                            ServiceLevel.Default,
                            opened
                        )
                    )
                )
                .ToList();
            db.AddRange(handoffs.Select(one => one.Item2));
            await using var scope = app.Services.CreateAsyncScope();
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            var routing = new HandoffRouting(db, new CurrentRouting(db, new RoutingCache()), new StaffBell(db));
            await routing.RouteAsync(handoffs, opened, Cancel);
            await db.SaveChangesAsync(Cancel);
            await transaction.CommitAsync(Cancel);
            return handoffs.Select(one => one.Item2.Id).ToArray();
        });
        return (manager.Id, ids);
    }

    public static async Task DoneOnceAsync(WebApp app, Guid manager, Guid[] ids)
    {
        var after = await app.DbAsync(db => db.Handoffs.AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(ids.Length, after.Count);
        Assert.All(
            after,
            handoff =>
            {
                Assert.Single(handoff.Breaches);
                Assert.Single(handoff.LapsedBy);
                Assert.Equal([AssignedBy.Routed, AssignedBy.Reoffered], handoff.Assignments.Select(one => one.By));
                Assert.DoesNotContain(handoff.OwnerId!.Value, handoff.LapsedBy);
            }
        );
        var told = await app.DbAsync(db => db.Set<Notification>().AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(ids.Order(), Of(NotificationKind.AcceptBreach, manager));
        Assert.DoesNotContain(told, one => one.Kind == NotificationKind.AcceptReminder);
        // Once when it opened, once when it was offered again.
        Assert.Equal(2 * ids.Length, told.Count(one => one.Kind == NotificationKind.Offered));
        Assert.Equal(2 * ids.Length, await app.DbAsync(db => db.Set<HandoffStep>().CountAsync(Cancel)));

        IEnumerable<Guid> Of(NotificationKind kind, Guid staff) =>
            told.Where(one => one.Kind == kind && one.StaffId == staff).Select(one => one.HandoffId!.Value).Order();
    }
}
