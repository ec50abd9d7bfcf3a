using LeadGen.Web.Operations;

namespace LeadGen.Web.Scoring.Learning;

/// <summary>Learns the scorecards that are asked for, for as long as the app runs.</summary>
public sealed class LearningLoop(LearningRoad road, ILogger<LearningLoop> log) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override Task<bool> TurnAsync(CancellationToken stop) => road.NextAsync(stop);

    protected override Task RestAsync(CancellationToken stop) => road.Asked.WaitAsync(Look, stop);
}
