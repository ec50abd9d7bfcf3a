namespace LeadGen.Web.Data;

/// <summary>
/// Something that the database holds, kept in memory. Whether it has changed is looked up once in a while, by one of those who ask;
/// the others take what is there meanwhile. While the database is away it stands as it was last read.
/// </summary>
/// <param name="fresh">For so long it is not looked up again.</param>
/// <param name="look">Reads it. It is given what was read before, and gives that same object back where nothing has changed.</param>
/// <param name="stale">Told when the database does not answer.</param>
public sealed class LatestRead<T>(
    IServiceScopeFactory scopes,
    TimeProvider time,
    TimeSpan fresh,
    Func<LeadGenDbContext, T?, CancellationToken, Task<T>> look,
    Action<Exception>? stale = null
) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _oneLooks = new(1, 1);
    private volatile Held? _held;

    /// <summary>What is older than this is waited for, though another looks already.</summary>
    public TimeSpan Bearable { get; init; } = TimeSpan.MaxValue;

    public ValueTask<T> ReadAsync(CancellationToken cancel)
    {
        var held = _held;
        return IsFresh(held) ? new(held!.Value) : LookAsync(held, cancel);
    }

    /// <summary>The next who asks looks, and is waited for.</summary>
    public void Forget() => _held = null;

    public void Dispose() => _oneLooks.Dispose();

    private async ValueTask<T> LookAsync(Held? held, CancellationToken cancel)
    {
        var mayWait = held is null || time.GetUtcNow() - held.At > Bearable;
        if (!await _oneLooks.WaitAsync(mayWait ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancel))
        {
            return held!.Value;
        }

        try
        {
            var before = _held;
            if (IsFresh(before))
            {
                return before!.Value;
            }

            var now = time.GetUtcNow();
            var value = await ValueAsync(before?.Value, cancel);
            _held = new Held(value, now);
            return value;
        }
        finally
        {
            _oneLooks.Release();
        }
    }

    private async Task<T> ValueAsync(T? before, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await look(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>(), before, cancel);
        }
        catch (Exception e) when (before is not null && DatabaseAway.Is(e))
        {
            stale?.Invoke(e);
            return before;
        }
    }

    private bool IsFresh(Held? held) => held is not null && time.GetUtcNow() - held.At <= fresh;

    private sealed record Held(T Value, DateTimeOffset At);
}
