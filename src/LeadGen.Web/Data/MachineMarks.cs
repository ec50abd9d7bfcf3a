using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>
/// Takes marks from touchpoints and puts them there. What turns out to be a person's is recorded anew at that instant: from then on it counts,
/// from when it happened, and nothing that was decided before had known of it. The caller saves, and wakes the scorer.
/// </summary>
public static class MachineMarks
{
    private const string Followed = "a person, as what they did next shows";

    /// <summary>These leads have just done what a scanner does not: their clicks that only waited for that count.</summary>
    public static async Task<int> ConfirmAsync(
        this LeadGenDbContext db,
        Guid[] leads,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var since = now - MachineRules.Confirms;
        var confirmed = await db
            .Database.SqlQuery<Confirmed>(
                $"""
                update leadgen.touchpoints set machine = false, machine_why = {Followed}, recorded_at = {now}
                where lead_id = any({leads}) and occurred_at between {since} and {now}
                    and kind = {TouchpointKinds.EmailClicked} and machine and machine_why = any({MachineRules.Waiting})
                returning id, lead_id
                """
            )
            .ToListAsync(cancel);
        db.RescoreRequests.AddRange(
            confirmed.Select(one => RescoreQueue.Request(one.LeadId, MoveCause.Touchpoint, now, one.Id))
        );
        return confirmed.Count;
    }

    /// <summary>The same was done again by a person: what a machine had done first counts as theirs.</summary>
    /// <returns>False where it was no machine's.</returns>
    public static async Task<bool> ConfirmAsync(
        this LeadGenDbContext db,
        Guid touchpoint,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.touchpoints set machine = false, machine_why = {Followed}, recorded_at = {now}, occurred_at = {now}
            where id = {touchpoint} and machine
            """,
            cancel
        ) > 0;

    /// <summary>A person says what it was.</summary>
    /// <returns>False where it is no touchpoint of this lead or of one merged into it, or is marked so already.</returns>
    public static async Task<bool> SayAsync(
        this LeadGenDbContext db,
        (Guid Lead, Guid Touchpoint) what,
        bool machine,
        string actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var why = machine ? $"{actor} says so" : $"a person, says {actor}";
        var changed = await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.touchpoints set machine = {machine}, machine_why = {why},
                recorded_at = case when {machine} then recorded_at else {now} end
            where id = {what.Touchpoint} and machine <> {machine}
                and lead_id in (select id from leadgen.leads where id = {what.Lead} or merged_into = {what.Lead})
            """,
            cancel
        );
        if (changed > 0)
        {
            db.RescoreRequests.Add(
                RescoreQueue.Request(what.Lead, MoveCause.Person, now, machine ? null : what.Touchpoint, actor)
            );
        }

        return changed > 0;
    }

    private sealed record Confirmed(Guid Id, Guid LeadId);
}
