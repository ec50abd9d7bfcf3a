using LeadGen.Web.Data;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Work;

/// <summary>
/// Looks every few seconds for batches of any instance that stand still. Beside the work itself: what waits for rows that a frozen instance
/// holds could not look for it.
/// </summary>
public sealed partial class FrozenBatches(IServiceScopeFactory scopes, ILogger<FrozenBatches> log) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>Many times what a batch takes.</summary>
    private static readonly TimeSpan StandsStill = TimeSpan.FromMinutes(1);

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        if (await db.EndFrozenAsync(StandsStill, stop) is > 0 and var ended)
        {
            LogEnded(ended);
        }

        return false;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} batches of background work stood still and were ended; what they had begun is done anew"
    )]
    private partial void LogEnded(int count);
}
