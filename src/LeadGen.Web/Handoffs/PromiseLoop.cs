namespace LeadGen.Web.Handoffs;

/// <summary>Keeps the promises for as long as the app runs. Of several instances each takes its share.</summary>
public sealed partial class PromiseLoop(PromiseRoad road, ILogger<PromiseLoop> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await road.NextAsync(stoppingToken))
                {
                    continue;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // No failed batch ends the loop: what was due still is.
                LogFailed(e);
            }

            await Task.Delay(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The promises to leads were left alone for a moment")]
    private partial void LogFailed(Exception e);
}
