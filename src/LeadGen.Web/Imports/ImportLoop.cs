using LeadGen.Web.Operations;

namespace LeadGen.Web.Imports;

/// <summary>Does the imports that are asked for, for as long as the app runs.</summary>
public sealed class ImportLoop(ImportRoad road, ILogger<ImportLoop> log) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    protected override Task<bool> TurnAsync(CancellationToken stop) => road.NextAsync(stop);

    protected override Task RestAsync(CancellationToken stop) => road.Asked.WaitAsync(Look, stop);
}
