using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>
/// Takes hand-offs whose next step is due, a batch at a time, each in one transaction: what is done is done with all its effects, what is
/// not is still there for this instance or another.
/// </summary>
public sealed partial class PromiseRoad(IServiceScopeFactory scopes, ILogger<PromiseRoad> log)
{
    public const int BatchSize = 200;

    /// <summary>For which one that cannot be done waits, so that it does not stand in the way of the others.</summary>
    private const int AsideMinutes = 15;

    /// <summary>Does everything that is due; for tests.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await NextAsync(cancel)) { }
    }

    /// <summary>Does one batch. False where nothing was due that nobody else is at.</summary>
    public async Task<bool> NextAsync(CancellationToken cancel)
    {
        try
        {
            return await BatchAsync(BatchSize, cancel) > 0;
        }
        catch (DbUpdateException e)
        {
            LogBatchFailed(e);
            return await OneByOneAsync(cancel);
        }
        catch (Domain.DomainException e)
        {
            LogBatchFailed(e);
            return await OneByOneAsync(cancel);
        }
    }

    private async Task<int> BatchAsync(int limit, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await using var transaction = await db.BeginBatchAsync(cancel);
        var kept = await scope.ServiceProvider.GetRequiredService<PromiseKeeper>().KeepAsync(limit, cancel);
        await transaction.CommitAsync(cancel);
        return kept;
    }

    private async Task<bool> OneByOneAsync(CancellationToken cancel)
    {
        for (var i = 0; i < BatchSize; i++)
        {
            try
            {
                if (await BatchAsync(1, cancel) == 0)
                {
                    break;
                }
            }
            catch (Exception e) when (e is DbUpdateException or Domain.DomainException)
            {
                LogOneFailed(e);
                await SetFirstAsideAsync(cancel);
            }
        }

        return true;
    }

    private async Task SetFirstAsideAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        await scope
            .ServiceProvider.GetRequiredService<LeadGenDbContext>()
            .Database.ExecuteSqlAsync(
                $"""
                update leadgen.handoffs set next_step_at = {now.AddMinutes(AsideMinutes)} where id = (
                    select id from leadgen.handoffs where state in ('open', 'accepted') and next_step_at <= {now}
                    order by next_step_at limit 1 for update skip locked)
                """,
                cancel
            );
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of promises failed; they are taken one by one")]
    private partial void LogBatchFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of a promise failed; it is tried again later")]
    private partial void LogOneFailed(Exception e);
}
