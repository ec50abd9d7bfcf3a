using LeadGen.Web.Data;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Scoring;

/// <summary>Keeps scores up to date for as long as the app runs. It wakes at once in this process, and looks once a second for others.</summary>
public sealed class RescoreLoop(RescoreRoad road, RescoreQueue queue, ILogger<RescoreLoop> log)
    : WorkLoop(AfterError, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>What comes in a burst is scored together: a batch of many costs hardly more than one of one.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan GatherInBurst = TimeSpan.FromMilliseconds(100);
    private const int Burst = 20;

    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(5);

    private int _done;

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        // A batch that has begun is finished: it is short, and done is better than done again.
        _done = await road.NextAsync(CancellationToken.None);
        return _done >= RescoreRoad.BatchSize;
    }

    protected override async Task RestAsync(CancellationToken stop)
    {
        if (_done == 0)
        {
            await queue.WaitAsync(Look, stop);
        }

        await Task.Delay(_done < Burst ? Gather : GatherInBurst, stop);
    }
}
