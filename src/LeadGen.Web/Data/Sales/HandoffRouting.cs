using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Sales;

/// <summary>
/// Gives hand-offs to teams and reps, in the transaction that opens them: the team is chosen, its turns are locked, the rep is picked, and
/// the turns are kept. So of many at once each sees the turns that the one before has left.
/// </summary>
public sealed class HandoffRouting(LeadGenDbContext db, CurrentRouting current, StaffBell bell)
{
    /// <param name="opened">Just added to the context, and not saved yet.</param>
    public async Task RouteAsync(
        IReadOnlyList<(Lead Lead, Handoff Handoff)> opened,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (opened.Count == 0)
        {
            return;
        }

        var routing = await current.ReadAsync(cancel);
        var chosen = opened
            .Select(one =>
            {
                var subject = SubjectOf(one.Handoff, one.Lead);
                var (team, rule) = routing.Router.Choose(subject);
                return (one.Handoff, Subject: subject, Team: team, Rule: rule);
            })
            .ToList();
        // Where nobody is in the team there is nothing to take turns in.
        var busy = chosen.Where(one => one.Team.Reps.Count > 0).ToList();
        var owners = await OwnersAsync([.. busy.Select(one => one.Handoff.LeadId)], cancel);
        var turns = await LockTurnsAsync(busy.Select(one => one.Team.Id), cancel);
        var news = new List<Notification>();
        foreach (var (handoff, subject, team, rule) in chosen)
        {
            var routed = Router.Pick(
                team,
                rule,
                subject with
                {
                    AccountOwners = [.. owners[handoff.LeadId]],
                },
                turns.GetValueOrDefault(team.Id)?.Value ?? Turns.None,
                now
            );
            if (
                handoff.RouteTo(routed, routing.Levels.For(handoff.Kind, team.Calendar))
                && turns.TryGetValue(team.Id, out var row)
            )
            {
                row.Value = routed.Turns;
            }

            db.Plan(handoff, routing.CalendarOf(handoff), []);
            if (handoff is { State: HandoffState.Open, OwnerId: { } owner })
            {
                news.Add(Notification.Of(NotificationKind.Offered, owner, handoff, now));
            }
        }

        await bell.RingAsync(news, now, cancel);
    }

    /// <summary>What the rules ask about, without who owns the account.</summary>
    /// <param name="lead">Null where only the dossier is at hand.</param>
    public static RoutingSubject SubjectOf(Handoff handoff, Lead? lead) =>
        new(
            handoff.Kind,
            new LeadFacts(handoff.Dossier.Facts),
            lead?.FirstTouch?.Source?.Medium,
            lead?.FirstTouch?.Source?.Campaign
        );

    /// <summary>Of each lead who owned it before, then who own leads of its account, the latest first.</summary>
    public async Task<ILookup<Guid, Guid>> OwnersAsync(Guid[] leadIds, CancellationToken cancel)
    {
        if (leadIds.Length == 0)
        {
            return Array.Empty<LeadOwner>().ToLookup(owner => owner.LeadId, owner => owner.OwnerId);
        }

        var owners = await db
            .Database.SqlQuery<LeadOwner>(
                $"""
                select l.id as lead_id, o.owner_id
                from leadgen.leads l
                cross join lateral (
                    select l.owner_id, 'infinity'::timestamptz as latest where l.owner_id is not null
                    union all
                    (select a.owner_id, max(a.updated_at) as latest from leadgen.leads a
                    where a.account_id = l.account_id and a.owner_id is not null and a.merged_into is null
                    group by a.owner_id order by latest desc limit {Routing.TeamsMax})) o
                where l.id = any({leadIds})
                order by l.id, o.latest desc
                """
            )
            .ToListAsync(cancel);
        return owners.ToLookup(owner => owner.LeadId, owner => owner.OwnerId);
    }

    /// <summary>Until the end of the transaction the turns of these teams are nobody else's; all lock them in one order.</summary>
    public async Task<Dictionary<Guid, TeamTurns>> LockTurnsAsync(IEnumerable<Guid> teamIds, CancellationToken cancel)
    {
        var ids = teamIds.Distinct().Order().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        var rows = await db.Set<TeamTurns>()
            .FromSql($"select * from leadgen.team_turns where team_id = any({ids}) order by team_id for update")
            .ToListAsync(cancel);
        return rows.ToDictionary(row => row.TeamId);
    }

    private sealed record LeadOwner(Guid LeadId, Guid OwnerId);
}
