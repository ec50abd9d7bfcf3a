using System.Diagnostics;
using LeadGen.Domain.Insights;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Insights;

/// <summary>
/// Keeps the funnel counted: who changed since the last time is read anew, and the days on which they became leads are summed up again. A
/// sum is never added to, so that what was missed once is right after the next time. Once a day all leads are read, in turns.
/// </summary>
public sealed partial class FunnelCounting(
    LeadGenDbContext db,
    NpgsqlDataSource source,
    TimeProvider time,
    ILogger<FunnelCounting> log
)
{
    private const int ChunkSize = 5000;
    private const int DaysAtOnce = 30;

    /// <summary>One more whenever leads are told apart by other rules, so that all are counted anew. 1: by sources without their case.</summary>
    private const int Rules = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RecountEvery = TimeSpan.FromDays(1);

    /// <summary>What was begun before the last time may have been committed after it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private FunnelTables _tables = null!;
    private Personas _personas = null!;

    /// <summary>
    /// Of several instances one counts at a time. What has changed is counted first, and then a recount goes on for a turn: however many
    /// leads there are, no figure waits for the end of it.
    /// </summary>
    /// <param name="turn">How long a recount may go on before what has changed meanwhile is counted; it reads some leads in any case.</param>
    /// <returns>True where there is more to count right away.</returns>
    public async Task<bool> CountAsync(TimeSpan turn, CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(Patience);
        await using var alone = await Turn.TakeAsync(source, "leadgen funnel", cancel);
        return await CountAloneAsync(turn, cancel);
    }

    private async Task<bool> CountAloneAsync(TimeSpan turn, CancellationToken cancel)
    {
        var (started, now) = (Stopwatch.GetTimestamp(), time.GetUtcNow());
        _tables = new FunnelTables(db);
        _personas = await PersonaRow.ReadAsync(db, cancel);
        var mark = await FunnelMark.ReadAsync(db, cancel);
        if (
            !mark.IsRecounting
            && (
                now - mark.RecountSince is not { } age
                || age >= RecountEvery
                || mark.Rules != Rules
                || await mark.IsAskedAsync(db, cancel)
            )
        )
        {
            mark = new FunnelMark(mark.CountedAt, now, Guid.Empty, Done: 0, await AboutAsync(cancel), Rules: Rules);
        }

        var (leads, isMore) = (0L, mark.IsRecounting);
        if (mark.CountedAt is not null)
        {
            (mark, leads) = await CatchUpAsync(mark, now, cancel);
        }

        if (mark.IsRecounting)
        {
            leads += await RecountAsync(mark, () => Stopwatch.GetElapsedTime(started) >= turn, cancel);
        }

        InsightMetrics.Counted(leads, Stopwatch.GetElapsedTime(started));
        if (leads > 0)
        {
            LogCounted(leads, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        // Of the first count, too, what changed during it is counted next.
        return isMore;
    }

    /// <summary>Goes on with reading all leads, and then with summing up their days. Can be killed at any point: it goes on at the mark.</summary>
    /// <returns>How many leads were read.</returns>
    private async Task<long> RecountAsync(FunnelMark mark, Func<bool> isOver, CancellationToken cancel)
    {
        var before = mark.Done;
        while (mark.SumFrom is null)
        {
            var after = mark.Cursor!.Value;
            var some = await db
                .Leads.Where(lead => lead.Id.CompareTo(after) > 0)
                .OrderBy(lead => lead.Id)
                .Select(lead => lead.Id)
                .Take(ChunkSize)
                .ToArrayAsync(cancel);
            if (some.Length > 0)
            {
                await ReadAnewAsync(some, cancel);
            }

            mark =
                some.Length == 0
                    ? mark with
                    {
                        SumFrom = DateOnly.MinValue,
                    }
                    : mark with
                    {
                        Cursor = some[^1],
                        Done = mark.Done + some.Length,
                    };
            await mark.SaveAsync(db, cancel);
            if (isOver())
            {
                return mark.Done - before;
            }
        }

        await SumAllAsync(mark, isOver, cancel);
        return mark.Done - before;
    }

    /// <summary>The days that were not summed up since all leads were read, some at a time.</summary>
    private async Task SumAllAsync(FunnelMark mark, Func<bool> isOver, CancellationToken cancel)
    {
        var days = await _tables.DaysAsync(mark.SumFrom!.Value, cancel);
        foreach (var some in days.Chunk(DaysAtOnce))
        {
            await using var one = await db.Database.BeginTransactionAsync(cancel);
            await _tables.SumAsync(some, cancel);
            mark = mark with { SumFrom = some[^1].AddDays(1) };
            await mark.SaveAsync(db, cancel);
            await one.CommitAsync(cancel);
            if (isOver())
            {
                return;
            }
        }

        var visitors = FunnelTables.DayOf(time.GetUtcNow()).AddDays(-FunnelTables.VisitorDays);
        await using var last = await db.Database.BeginTransactionAsync(cancel);
        await _tables.SumVisitorsAsync(mark.CountedAt is null ? DateOnly.MinValue : visitors, cancel);
        var counted = mark.CountedAt ?? mark.RecountSince;
        await (mark with { CountedAt = counted, Cursor = null, SumFrom = null }).SaveAsync(db, cancel);
        await last.CommitAsync(cancel);
    }

    private async Task<(FunnelMark Mark, long Leads)> CatchUpAsync(
        FunnelMark mark,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var changed = await ChangedAsync(mark.CountedAt!.Value - Overlap, cancel);
        var days = new HashSet<DateOnly>();
        foreach (var some in changed.Chunk(ChunkSize))
        {
            days.UnionWith(await ReadAnewAsync(some, cancel));
        }

        mark = mark with { CountedAt = now };
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var some in days.Chunk(DaysAtOnce))
        {
            await _tables.SumAsync(some, cancel);
        }

        await _tables.SumVisitorsAsync(FunnelTables.DayOf(now).AddDays(-1), cancel);
        await mark.SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        return (mark, changed.Count);
    }

    private async Task<List<DateOnly>> ReadAnewAsync(Guid[] leads, CancellationToken cancel)
    {
        var survivors = await db
            .Leads.Where(lead => leads.Contains(lead.Id))
            .Select(lead => lead.MergedInto ?? lead.Id)
            .Distinct()
            .ToArrayAsync(cancel);
        var reads = new FunnelReads(db, _personas);
        var readings = await reads.ReadAsync(survivors, cancel);
        var days = await _tables.WriteAsync(readings, survivors, cancel);
        var byId = readings.ToDictionary(reading => reading.LeadId);
        var deals = await reads.DealsAsync([.. byId.Keys], cancel);
        await _tables.WriteAsync(deals, byId, cancel);
        return days;
    }

    /// <summary>Leads of which something was recorded since then, found by what is indexed.</summary>
    private Task<List<Guid>> ChangedAsync(DateTimeOffset since, CancellationToken cancel)
    {
        var first = FirstId.Since(since);
        return db
            .Database.SqlQuery<Guid>(
                $"""
                select id as "Value" from leadgen.leads where updated_at >= {since}
                union select lead_id from leadgen.stage_moves where id >= {first}
                union select lead_id from leadgen.outcomes where id >= {first}
                union select lead_id from leadgen.handoffs where id >= {first} or last_action_at >= {since}
                """
            )
            .ToListAsync(cancel);
    }

    private Task<long> AboutAsync(CancellationToken cancel) =>
        db
            .Database.SqlQuery<long>(
                $"""select greatest(reltuples, 0)::bigint as "Value" from pg_class where oid = 'leadgen.leads'::regclass"""
            )
            .SingleAsync(cancel);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The funnel was counted: {Leads} leads in {Milliseconds} ms")]
    private partial void LogCounted(long leads, long milliseconds);
}
