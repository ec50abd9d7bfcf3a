using LeadGen.Web.Operations;

namespace LeadGen.Web.Insights;

/// <summary>Counts the funnel often enough for its figures to be at most a minute old.</summary>
public sealed class FunnelLoop(IServiceScopeFactory scopes, ILogger<FunnelLoop> log) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(15);

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FunnelCounting>().CountAsync(Turn, stop);
    }
}
