namespace LeadGen.Web.Data;

/// <summary>
/// Something that the database holds, kept in memory. Whether it has changed is looked up once in a while, by one of those who ask;
/// the others take what is there meanwhile. While the database is away it stands as it was last read, and nobody waits for it.
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
    /// <summary>Whoever looks waits no longer than this where something was read before; the look goes on by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.4);

    private readonly SemaphoreSlim _oneLooks = new(1, 1);
    private volatile Held? _held;

    /// <summary>The last look came to nothing, or is under way for too long: until one succeeds none is waited for.</summary>
    private volatile bool _isAway;

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
        if (!await _oneLooks.WaitAsync(WaitFor(held), cancel))
        {
            return held?.Value ?? throw DatabaseAway.TookTooLong();
        }

        if (held is not null && _isAway)
        {
            _ = LookAloneAsync(CancellationToken.None);
            return held.Value;
        }

        var looking = LookAloneAsync(cancel);
        try
        {
            return await looking.WaitAsync(held is null ? DatabaseAway.Patience : Patience, cancel);
        }
        catch (TimeoutException e)
        {
            _isAway = !looking.IsCompleted;
            var late = DatabaseAway.TookTooLong(e);
            if (held is null)
            {
                throw late;
            }

            stale?.Invoke(late);
            return held.Value;
        }
    }

    private TimeSpan WaitFor(Held? held) =>
        held is null ? DatabaseAway.Patience
        : !_isAway && time.GetUtcNow() - held.At > Bearable ? Patience
        : TimeSpan.Zero;

    /// <summary>Ends the turn of the one who looks, though nobody may wait for it any more.</summary>
    private async Task<T> LookAloneAsync(CancellationToken cancel)
    {
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
            var value = await look(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>(), before, cancel);
            _isAway = false;
            return value;
        }
        catch (Exception e) when (before is not null && DatabaseAway.Is(e))
        {
            _isAway = true;
            stale?.Invoke(e);
            return before;
        }
    }

    private bool IsFresh(Held? held) => held is not null && time.GetUtcNow() - held.At <= fresh;

    private sealed record Held(T Value, DateTimeOffset At);
}
