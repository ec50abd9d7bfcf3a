using System.Diagnostics;
using LeadGen.Domain.Insights;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Insights;

/// <summary>
/// Keeps the funnel counted: who changed since the last time is read anew, and the days on which they became leads are summed up again. A
/// sum is never added to, so that what was missed once is right after the next time. Once a day all leads are read.
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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RecountEvery = TimeSpan.FromDays(1);

    /// <summary>What was begun before the last time may have been committed after it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private FunnelTables _tables = null!;
    private Personas _personas = null!;

    /// <summary>Of several instances one counts at a time.</summary>
    public async Task CountAsync(CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(Patience);
        await using var turn = await Turn.TakeAsync(source, "leadgen funnel", cancel);
        await CountAloneAsync(cancel);
    }

    private async Task CountAloneAsync(CancellationToken cancel)
    {
        var (started, now) = (Stopwatch.GetTimestamp(), time.GetUtcNow());
        _tables = new FunnelTables(db);
        _personas = await PersonaRow.ReadAsync(db, cancel);
        var mark = await FunnelMark.ReadAsync(db, cancel);
        if (
            !mark.IsRecounting
            && (now - mark.RecountSince is not { } age || age >= RecountEvery || await mark.IsAskedAsync(db, cancel))
        )
        {
            mark = mark with { RecountSince = now, Cursor = Guid.Empty, Done = 0, Total = await AboutAsync(cancel) };
        }

        var leads = mark.IsRecounting ? await RecountAsync(mark, cancel) : await CatchUpAsync(mark, now, cancel);
        InsightMetrics.Counted(leads, Stopwatch.GetElapsedTime(started));
        if (leads > 0)
        {
            LogCounted(leads, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>Can be killed at any point: it goes on at the cursor, and the figures of before stand until all is summed up.</summary>
    private async Task<long> RecountAsync(FunnelMark mark, CancellationToken cancel)
    {
        var isFirst = mark.CountedAt is null;
        while (true)
        {
            var after = mark.Cursor!.Value;
            var some = await db
                .Leads.Where(lead => lead.Id.CompareTo(after) > 0)
                .OrderBy(lead => lead.Id)
                .Select(lead => lead.Id)
                .Take(ChunkSize)
                .ToArrayAsync(cancel);
            if (some.Length == 0)
            {
                break;
            }

            await ReadAnewAsync(some, cancel);
            mark = mark with { Cursor = some[^1], Done = mark.Done + some.Length };
            await mark.SaveAsync(db, cancel);
        }

        var today = FunnelTables.DayOf(time.GetUtcNow());
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await SumAsync(await _tables.AllDaysAsync(cancel), cancel);
        await _tables.SumVisitorsAsync(isFirst ? DateOnly.MinValue : today.AddDays(-FunnelTables.VisitorDays), cancel);
        await (mark with { CountedAt = mark.RecountSince, Cursor = null }).SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        return mark.Done;
    }

    private async Task<long> CatchUpAsync(FunnelMark mark, DateTimeOffset now, CancellationToken cancel)
    {
        var changed = await ChangedAsync(mark.CountedAt!.Value - Overlap, cancel);
        var days = new HashSet<DateOnly>();
        foreach (var some in changed.Chunk(ChunkSize))
        {
            days.UnionWith(await ReadAnewAsync(some, cancel));
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await SumAsync(days, cancel);
        await _tables.SumVisitorsAsync(FunnelTables.DayOf(now).AddDays(-1), cancel);
        await (mark with { CountedAt = now }).SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        return changed.Count;
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

    private async Task SumAsync(IEnumerable<DateOnly> days, CancellationToken cancel)
    {
        foreach (var some in days.Chunk(DaysAtOnce))
        {
            await _tables.SumAsync(some, cancel);
        }
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
