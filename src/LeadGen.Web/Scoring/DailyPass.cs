using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Points fade with time alone, so once a day every lead is looked at.</summary>
public sealed class DailyPass(
    IServiceScopeFactory scopes,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<DailyPass> log
) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        await StartWhereDueAsync(CancellationToken.None);
        return false;
    }

    /// <summary>Begins a pass where the last one began a day ago or more. Of several instances one does.</summary>
    public async Task StartWhereDueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('leadgen daily pass'))", cancel);
        var now = time.GetUtcNow();
        if (
            await RescoreRuns.LatestAsync(db, cancel) is { } latest
            && (latest.FinishedAt is null || now - latest.StartedAt < Every)
        )
        {
            return;
        }

        db.RescoreRuns.Add(await RescoreRuns.StartAsync(db, MoveCause.Time, now, cancel));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        queue.Wake();
    }
}
