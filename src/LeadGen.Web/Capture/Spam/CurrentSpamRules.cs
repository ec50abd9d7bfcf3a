using LeadGen.Domain.Capture;
using LeadGen.Web.Data;

namespace LeadGen.Web.Capture.Spam;

/// <param name="Deleted">Sentences (see <see cref="TextMarks"/>) of what staff have deleted as spam.</param>
public sealed record SpamRulesInForce(SpamRules Rules, IReadOnlySet<Guid> Deleted);

/// <summary>The rules in memory. Whether they have changed is looked up every few seconds at most, by one of those who ask.</summary>
public sealed partial class CurrentSpamRules(
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<CurrentSpamRules> log
)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private volatile Known? _known;
    private int _looking;

    public async ValueTask<SpamRulesInForce> LatestAsync(CancellationToken cancel)
    {
        if (_known is { } known && (time.GetUtcNow() - known.At <= Fresh || Interlocked.Exchange(ref _looking, 1) == 1))
        {
            return known.InForce;
        }

        try
        {
            return (_known = await LookAsync(_known, cancel)).InForce;
        }
        catch (Exception e) when (DatabaseAway.Is(e) && _known is { } before)
        {
            LogStale(e);
            _known = before with { At = time.GetUtcNow() };
            return before.InForce;
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    private async Task<Known> LookAsync(Known? before, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var version = await SpamSettings.VersionAsync(db, cancel);
        return before?.Version == version && before is not null
            ? before with
            {
                At = now,
            }
            : new Known(version, now, await ReadAsync(db, cancel));
    }

    private static async Task<SpamRulesInForce> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        new((await SpamSettings.ReadAsync(db, cancel)).ToRules(), await DeletedTexts.ReadAsync(db, cancel));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; spam is judged as last read")]
    private partial void LogStale(Exception e);

    private sealed record Known(string? Version, DateTimeOffset At, SpamRulesInForce InForce);
}
