using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Privacy.Retention;

/// <summary>
/// Erases what was kept long enough: leads with whom nothing happened for so many months and who are nobody's work, and forms that nobody
/// decided about. It looks again once it holds the lead, so whoever comes back in that moment stays.
/// </summary>
public sealed partial class RetentionDesk(
    LeadGenDbContext db,
    ErasureDesk erasures,
    TimeProvider time,
    ILogger<RetentionDesk> log
)
{
    /// <summary>More than so many are not counted one by one.</summary>
    public const int CountedTo = 10_000;

    private const int BatchSize = 200;

    /// <summary>Other rounds wait for this one; what is left goes in the next.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);

    /// <summary>How many of each kind would go now, up to one more than <see cref="CountedTo"/>; changes nothing.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(RetentionPeriods periods, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var kind in RetentionKind.All)
        {
            if (periods.Before(kind, now) is { } before)
            {
                counts[kind.Key] = await Due(db, kind, before).Take(CountedTo + 1).CountAsync(cancel);
            }
        }

        return counts;
    }

    /// <returns>How many went.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var periods = await RetentionPeriods.ReadAsync(db, cancel);
        var (begun, now, gone) = (time.GetTimestamp(), time.GetUtcNow(), 0);
        foreach (var kind in RetentionKind.All)
        {
            if (periods.Before(kind, now) is not { } before)
            {
                continue;
            }

            int some;
            do
            {
                some = kind.Stage is null
                    ? await ForgetFormsAsync(kind, before, now, cancel)
                    : await EraseLeadsAsync(kind, before, cancel);
                gone += some;
            } while (some > 0 && time.GetElapsedTime(begun) < AtMost);
        }

        if (gone > 0)
        {
            LogGone(gone);
        }

        return gone;
    }

    private async Task<int> EraseLeadsAsync(RetentionKind kind, DateTimeOffset before, CancellationToken cancel)
    {
        var gone = 0;
        foreach (var id in await Due(db, kind, before).Take(BatchSize).ToListAsync(cancel))
        {
            gone += await EraseAsync(id, kind, before, cancel) ? 1 : 0;
        }

        return gone;
    }

    /// <summary>One who can't be erased keeps none of the others; it is told, and tried again in the next round.</summary>
    private async Task<bool> EraseAsync(Guid id, RetentionKind kind, DateTimeOffset before, CancellationToken cancel)
    {
        try
        {
            return await erasures.EraseAsync(
                id,
                ErasedBy.Retention,
                actor: null,
                cancel,
                (its, token) => Due(its, kind, before).AnyAsync(due => due == id, token)
            );
        }
        catch (Exception e) when (e is not OperationCanceledException && !DatabaseAway.Is(e))
        {
            LogKept(e, id);
            return false;
        }
    }

    private async Task<int> ForgetFormsAsync(
        RetentionKind kind,
        DateTimeOffset before,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        await HeldForms.ForgetAsync(
            db,
            await Due(db, kind, before).Take(BatchSize).ToArrayAsync(cancel),
            "retention",
            now,
            cancel
        );

    /// <summary>The ids of what is old enough and nobody's work, the longest quiet first.</summary>
    private static IQueryable<Guid> Due(LeadGenDbContext db, RetentionKind kind, DateTimeOffset before) =>
        kind.Stage is { } stage
            ? QuietLeads(db, stage, before)
            : db
                .Submissions.Where(form => form.State == SubmissionState.Quarantined && form.ReceivedAt < before)
                .OrderBy(form => form.Id)
                .Select(form => form.Id);

    private static IQueryable<Guid> QuietLeads(LeadGenDbContext db, Stage stage, DateTimeOffset before) =>
        db
            .Leads.Where(lead => lead.MergedInto == null && lead.Stage == stage && lead.UpdatedAt < before)
            .Where(lead => !db.Touchpoints.Any(told => told.LeadId == lead.Id && told.OccurredAt >= before))
            .Where(lead =>
                !db.Leads.Any(part =>
                    part.MergedInto == lead.Id
                    && db.Touchpoints.Any(told => told.LeadId == part.Id && told.OccurredAt >= before)
                )
            )
            .Where(lead => !db.Handoffs.Where(Queries.IsOpen).Any(handoff => handoff.LeadId == lead.Id))
            .Where(lead => !db.Set<LeadTask>().Any(task => task.LeadId == lead.Id && task.DoneAt == null))
            .OrderBy(lead => lead.UpdatedAt)
            .Select(lead => lead.Id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Lead {LeadId} was kept long enough and could not be erased")]
    private partial void LogKept(Exception e, Guid leadId);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Count} leads and held forms had been kept long enough and are gone"
    )]
    private partial void LogGone(int count);
}
