using LeadGen.Web.Data;

namespace LeadGen.Web.Scoring;

/// <summary>Keeps scores up to date for as long as the app runs. It wakes at once in this process, and looks once a second for others.</summary>
public sealed partial class RescoreLoop(RescoreRoad road, RescoreQueue queue, ILogger<RescoreLoop> log)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>What comes in a burst is scored together: a batch of many costs hardly more than one of one.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan GatherInBurst = TimeSpan.FromMilliseconds(250);
    private const int Burst = 20;

    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // A batch that has begun is finished: it is short, and done is better than done again.
                var done = await road.NextAsync(CancellationToken.None);
                if (done == 0)
                {
                    await queue.WaitAsync(Look, stoppingToken);
                }

                if (done < RescoreRoad.BatchSize)
                {
                    await Task.Delay(done < Burst ? Gather : GatherInBurst, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // No failed batch ends the loop: its requests are still there.
                LogFailed(e);
                await Task.Delay(AfterError, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Scoring stopped for a moment")]
    private partial void LogFailed(Exception e);
}
