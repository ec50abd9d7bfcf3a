using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Releases so many ready leads a day, the best first, where a marketer has asked for it.</summary>
public sealed partial class DailyRelease(
    IServiceScopeFactory scopes,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<DailyRelease> log
) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(5);

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        await ReleaseWhereDueAsync(CancellationToken.None);
        return false;
    }

    /// <summary>Releases today's share where that has not been done: of several instances one does, and with the mark or not at all.</summary>
    /// <returns>How many were released.</returns>
    public async Task<int> ReleaseWhereDueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('leadgen ready release'))", cancel);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (await db.ReadReleasePlanAsync(cancel) is not { } plan || plan.LastDone >= today)
        {
            return 0;
        }

        var released = await scope
            .ServiceProvider.GetRequiredService<ReadyLeads>()
            .ReleaseAsync(plan.PerDay, plan.By, cancel);
        await db.SaveReleasePlanAsync(plan with { LastDone = today }, cancel);
        await transaction.CommitAsync(cancel);
        queue.Wake();
        LogReleased(released);
        return released;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Today's share of ready leads was released: {Number}")]
    private partial void LogReleased(int number);
}
