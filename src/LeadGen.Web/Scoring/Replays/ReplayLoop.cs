namespace LeadGen.Web.Scoring.Replays;

/// <summary>Does the replays that are asked for, for as long as the app runs.</summary>
public sealed partial class ReplayLoop(ReplayRoad road, ILogger<ReplayLoop> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await road.NextAsync(stoppingToken))
                {
                    await road.Asked.WaitAsync(Look, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(e);
                await Task.Delay(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Replays were left alone for a moment")]
    private partial void LogFailed(Exception e);
}
