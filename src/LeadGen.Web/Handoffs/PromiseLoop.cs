using LeadGen.Web.Operations;

namespace LeadGen.Web.Handoffs;

/// <summary>Keeps the promises for as long as the app runs. Of several instances each takes its share.</summary>
public sealed class PromiseLoop(PromiseRoad road, ILogger<PromiseLoop> log) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override Task<bool> TurnAsync(CancellationToken stop) => road.NextAsync(stop);
}
