using LeadGen.Web.Operations;

namespace LeadGen.Web.Capture.Calls;

/// <summary>Adds what was counted to the tables every few seconds, and once more at the end.</summary>
public sealed partial class VisitLoop(VisitCounts counts, ILogger<VisitLoop> log) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await counts.StoreAsync(cancellationToken);
        }
        catch (Exception e)
        {
            LogLost(e);
        }
    }

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        await counts.StoreAsync(stop);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The views and clicks of the last seconds could not be added")]
    private partial void LogLost(Exception e);
}
