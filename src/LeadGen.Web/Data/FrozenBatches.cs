namespace LeadGen.Web.Data;

/// <summary>
/// Looks every few seconds for batches of any instance that stand still. Beside the work itself: what waits for rows that a frozen instance
/// holds could not look for it.
/// </summary>
public sealed partial class FrozenBatches(IServiceScopeFactory scopes, ILogger<FrozenBatches> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>Many times what a batch takes.</summary>
    private static readonly TimeSpan StandsStill = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
                if (await db.EndFrozenAsync(StandsStill, stoppingToken) is > 0 and var ended)
                {
                    LogEnded(ended);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} batches of background work stood still and were ended; what they had begun is done anew"
    )]
    private partial void LogEnded(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nobody looked for frozen batches for a moment")]
    private partial void LogFailed(Exception e);
}
