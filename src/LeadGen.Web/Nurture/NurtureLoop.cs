using LeadGen.Web.Operations;

namespace LeadGen.Web.Nurture;

/// <summary>Looks after the sequences for as long as the app runs.</summary>
public sealed class NurtureLoop(NurtureRoad road, ILogger<NurtureLoop> log) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    protected override Task<bool> TurnAsync(CancellationToken stop) => road.NextAsync(stop);
}
