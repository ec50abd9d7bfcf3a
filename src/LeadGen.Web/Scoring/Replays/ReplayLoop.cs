using LeadGen.Web.Operations;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>Does the replays that are asked for, for as long as the app runs.</summary>
public sealed class ReplayLoop(ReplayRoad road, ILogger<ReplayLoop> log) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override Task<bool> TurnAsync(CancellationToken stop) => road.NextAsync(stop);

    protected override Task RestAsync(CancellationToken stop) => road.Asked.WaitAsync(Look, stop);
}
