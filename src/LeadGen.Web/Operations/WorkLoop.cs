namespace LeadGen.Web.Operations;

/// <summary>Work that is looked for again and again for as long as the app runs. No failed turn ends it: what was to be done still is.</summary>
/// <param name="look">How long it rests where nothing was to be done, or after a failure.</param>
public abstract partial class WorkLoop(TimeSpan look, ILogger log) : BackgroundService
{
    /// <summary>Does what is due.</summary>
    /// <returns>True where more may be waiting, so that there is no rest.</returns>
    protected abstract Task<bool> TurnAsync(CancellationToken stop);

    /// <summary>Waits for the next turn; who can be woken ends it earlier.</summary>
    protected virtual Task RestAsync(CancellationToken stop) => Task.Delay(look, stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await TurnAsync(stoppingToken))
                {
                    await RestAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(e, GetType().Name);
                await Task.Delay(look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Loop} failed for a moment and goes on")]
    private partial void LogFailed(Exception e, string loop);
}
