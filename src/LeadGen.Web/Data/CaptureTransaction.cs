using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>
/// One unit of work in one transaction. Of two that make the same new row at once, a unique key lets one win; the other is run
/// again from the start, on a context of its own, and finds what the first has made.
/// </summary>
public sealed class CaptureTransaction(IServiceScopeFactory scopes)
{
    private const int TriesMax = 8;

    /// <param name="work">Gets the number of the try too, from 1. It may save by itself; what it has added is saved after it.</param>
    public async Task<T> RunAsync<T>(
        Func<LeadGenDbContext, int, CancellationToken, Task<T>> work,
        CancellationToken cancel
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(work, attempt, cancel);
            }
            catch (Exception e) when (attempt < TriesMax && LostRace.Is(e)) { }
        }
    }

    private async Task<T> OnceAsync<T>(
        Func<LeadGenDbContext, int, CancellationToken, Task<T>> work,
        int attempt,
        CancellationToken cancel
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var result = await work(db, attempt, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }
}
