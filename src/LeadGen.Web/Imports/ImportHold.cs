using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>
/// Holds an import while its file is read. A chunk holds it too, but from one to the next it can be long: a row may be huge, and the place
/// where a file goes on far behind its beginning. Without this another instance would take such a file over, and from that one a third.
/// </summary>
public sealed class ImportHold(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan Every = ImportLease.Length / 3;

    /// <exception cref="LeaseLostException">It is not ours any more; the work was stopped.</exception>
    public async Task<T> WhileAsync<T>(
        LeadImport import,
        Func<CancellationToken, Task<T>> work,
        CancellationToken cancel
    )
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var holding = HoldAsync(import, lost, done.Token);
        try
        {
            return await work(lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new LeaseLostException();
        }
        finally
        {
            await done.CancelAsync();
            await holding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task HoldAsync(LeadImport import, CancellationTokenSource lost, CancellationToken done)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(done))
        {
            try
            {
                if (!await IsOursAsync(import, done))
                {
                    await lost.CancelAsync();
                    return;
                }
            }
            catch (Exception e) when (DatabaseAway.Passes(e))
            {
                // The next chunk finds out whether it is still ours.
            }
        }
    }

    private async Task<bool> IsOursAsync(LeadImport import, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var (state, until) = (Terms.Of(import.State), time.GetUtcNow() + ImportLease.Length);
        return await db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.imports set leased_until = {until}
                where id = {import.Id} and fence = {import.Fence} and state = {state}
                """,
                cancel
            ) > 0;
    }
}
