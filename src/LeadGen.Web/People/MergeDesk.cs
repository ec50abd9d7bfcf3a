using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.People;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.People;

/// <summary>What came of a merge, or of taking one back.</summary>
/// <param name="Why">What stood in the way, and what to do; null where it is done.</param>
/// <param name="LeadId">The lead to look at now; null where there is none.</param>
public sealed record MergeResult(string? Why, Guid? LeadId)
{
    public bool IsDone => Why is null;
}

/// <summary>
/// Merges leads that are one person, and takes it back. Nothing that a lead did or said is changed: its addresses and its open hand-off
/// go to the survivor, and readers follow <c>leads.merged_into</c>.
/// </summary>
public sealed partial class MergeDesk(
    LeadGenDbContext db,
    TimeProvider time,
    RescoreQueue queue,
    ILogger<MergeDesk> log
)
{
    private const string NoLead = "One of the two leads is no longer there.";

    /// <param name="why">For colleagues.</param>
    public async Task<MergeResult> MergeAsync(
        Guid survivorId,
        Guid mergedId,
        string actor,
        string? why,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var locked = await LockAsync([survivorId, mergedId], cancel);
        if (
            locked.Find(lead => lead.Id == survivorId) is not { } survivor
            || locked.Find(lead => lead.Id == mergedId) is not { } merged
        )
        {
            return new MergeResult(NoLead, null);
        }

        var behind = await MergedIntoAsync([survivor.Id, merged.Id], cancel);
        try
        {
            survivor.TakeIn(merged, [merged, .. behind], now);
        }
        catch (DomainException e)
        {
            return new MergeResult(e.Message, survivor.MergedInto ?? survivor.Id);
        }

        var handoffs = await UniteHandoffsAsync(survivor, merged, now, cancel);
        db.LeadMerges.Add(
            new LeadMerge
            {
                Id = Guid.CreateVersion7(now),
                LeadId = merged.Id,
                SurvivorId = survivor.Id,
                MergedAt = now,
                MergedBy = actor,
                Why = why,
                Handoffs = handoffs,
            }
        );
        await PointToAsync(survivor.Id, merged.Id, cancel);
        await db.LeadScores.Where(score => score.LeadId == merged.Id).ExecuteDeleteAsync(cancel);
        await PersonKeyTable.ForgetAsync(db, merged.Id, cancel);
        db.RescoreRequests.Add(RescoreQueue.Quiet(survivor.Id, MoveCause.Person, now) with { Actor = actor });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        queue.Wake();
        PeopleMetrics.Merged();
        LogMerged(merged.Id, survivor.Id);
        return new MergeResult(null, survivor.Id);
    }

    /// <summary>The lead is somebody of its own again, with all that is its own.</summary>
    public async Task<MergeResult> UnmergeAsync(Guid mergedId, string actor, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var merge = await db.LeadMerges.SingleOrDefaultAsync(
            merge => merge.LeadId == mergedId && merge.UndoneAt == null,
            cancel
        );
        if (merge is null)
        {
            return new MergeResult("It is not merged any more.", mergedId);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var locked = await LockAsync([merge.SurvivorId, mergedId], cancel);
        await db.Entry(merge).ReloadAsync(cancel);
        if (
            locked.Find(lead => lead.Id == merge.SurvivorId) is not { } survivor
            || locked.Find(lead => lead.Id == mergedId) is not { } merged
        )
        {
            return new MergeResult(NoLead, null);
        }

        if (merge.UndoneAt is not null)
        {
            return new MergeResult("It is not merged any more.", mergedId);
        }

        if (survivor.MergedInto is { } above)
        {
            return new MergeResult(
                "The lead that it was merged into has been merged itself since. Take that back first.",
                above
            );
        }

        await PartAsync(survivor, merged, merge, now, cancel);
        (merge.UndoneAt, merge.UndoneBy) = (now, actor);
        // They are known to be two: nobody shall be asked again.
        await PersonKeyTable.DismissAsync(db, survivor.Id, merged.Id, actor, now, cancel);
        foreach (var id in new[] { survivor.Id, merged.Id })
        {
            db.RescoreRequests.Add(RescoreQueue.Quiet(id, MoveCause.Person, now) with { Actor = actor });
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        queue.Wake();
        PeopleMetrics.Unmerged();
        LogUnmerged(merged.Id, survivor.Id);
        return new MergeResult(null, merged.Id);
    }

    /// <summary>All that were ever merged into this lead, the latest first.</summary>
    public Task<List<LeadMerge>> HistoryAsync(Guid[] parts, CancellationToken cancel) =>
        db
            .LeadMerges.AsNoTracking()
            .Where(merge => parts.Contains(merge.SurvivorId))
            .OrderByDescending(merge => merge.Id)
            .Take(HistoryMax)
            .ToListAsync(cancel);

    private const int HistoryMax = 50;

    private async Task PartAsync(
        Lead survivor,
        Lead merged,
        LeadMerge merge,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var under = await TreeUnderAsync(merged.Id, cancel);
        var all = await MergedIntoAsync([survivor.Id], cancel);
        var (others, parts) = (
            all.FindAll(lead => under.Contains(lead.Id)),
            all.FindAll(lead => lead.Id != merged.Id && !under.Contains(lead.Id))
        );
        Guid[] leaving = [merged.Id, .. under];
        var primary = Domain.Capture.EmailAddress.Parse(survivor.Email).Key;
        var keeps = !await db.LeadIdentities.AnyAsync(
            identity =>
                identity.Email == primary && identity.CameWith != null && leaving.Contains(identity.CameWith.Value),
            cancel
        );
        survivor.LetGo(merged, parts, others, keeps, now);
        await PartHandoffsAsync(merge, cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.lead_identities
            set lead_id = {merged.Id}, came_with = nullif(came_with, {merged.Id})
            where lead_id = {survivor.Id} and came_with = any({leaving})
            """,
            cancel
        );
        await db.Database.ExecuteSqlAsync(
            $"update leadgen.leads set merged_into = {merged.Id} where id = any({under.ToArray()})",
            cancel
        );
    }

    private async Task PartHandoffsAsync(LeadMerge merge, CancellationToken cancel)
    {
        // What changed hands goes back before what gave way for it comes again: a lead has one open hand-off at most.
        foreach (var done in merge.Handoffs.OrderBy(done => done.Retired))
        {
            if (await db.Handoffs.FindAsync([done.Id], cancel) is not { } handoff)
            {
                continue;
            }

            var isFree = !await db
                .Handoffs.Where(Queries.IsOpen)
                .AnyAsync(other => other.LeadId == done.LeadId && other.Id != done.Id, cancel);
            if (handoff.PartAgain(done, isFree))
            {
                await db.SaveChangesAsync(cancel);
            }
        }
    }

    private async Task<IReadOnlyList<MergedHandoff>> UniteHandoffsAsync(
        Lead survivor,
        Lead merged,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var open = await db
            .Handoffs.FromSql(
                $"""
                select * from leadgen.handoffs
                where lead_id in ({survivor.Id}, {merged.Id}) and state in ('open', 'accepted', 'started')
                order by id for update
                """
            )
            .ToListAsync(cancel);
        var stays = Handoff.Staying(
            survivor,
            open.Find(handoff => handoff.LeadId == survivor.Id),
            open.Find(handoff => handoff.LeadId == merged.Id)
        );
        var done = open.Where(handoff => handoff != stays).Select(handoff => handoff.GiveWay(now)).ToList();
        // What gives way leaves before another comes in its place.
        await db.SaveChangesAsync(cancel);
        if (stays is not null && stays.LeadId != survivor.Id)
        {
            done.Add(stays.GoTo(survivor.Id));
        }

        return done;
    }

    private async Task PointToAsync(Guid survivor, Guid merged, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.lead_identities set lead_id = {survivor}, came_with = coalesce(came_with, lead_id)
            where lead_id = {merged}
            """,
            cancel
        );
        await db.Database.ExecuteSqlAsync(
            $"update leadgen.leads set merged_into = {survivor} where merged_into = {merged}",
            cancel
        );
    }

    /// <summary>In the order of their ids, as all do who lock several.</summary>
    private Task<List<Lead>> LockAsync(Guid[] ids, CancellationToken cancel) =>
        db
            .Leads.FromSql($"select * from leadgen.leads where id = any({ids}) order by id for update")
            .ToListAsync(cancel);

    private Task<List<Lead>> MergedIntoAsync(Guid[] survivors, CancellationToken cancel) =>
        db
            .Leads.AsNoTracking()
            .Where(lead => lead.MergedInto != null && survivors.Contains(lead.MergedInto.Value))
            .ToListAsync(cancel);

    /// <summary>Those that were merged into this lead, and into those, before it was merged itself.</summary>
    private async Task<List<Guid>> TreeUnderAsync(Guid leadId, CancellationToken cancel) =>
        await db
            .Database.SqlQuery<Guid>(
                $"""
                with recursive under as (
                    select lead_id from leadgen.lead_merges where survivor_id = {leadId} and undone_at is null
                    union
                    select m.lead_id from leadgen.lead_merges m join under u on m.survivor_id = u.lead_id
                    where m.undone_at is null)
                select lead_id as "Value" from under
                """
            )
            .ToListAsync(cancel);

    [LoggerMessage(Level = LogLevel.Information, Message = "Lead {LeadId} merged into {SurvivorId}")]
    private partial void LogMerged(Guid leadId, Guid survivorId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Lead {LeadId} taken out of {SurvivorId} again")]
    private partial void LogUnmerged(Guid leadId, Guid survivorId);
}
