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
) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly LatestRead<Known> _latest = new(scopes, time, Fresh, LookAsync, e => LogStale(log, e));

    public async ValueTask<SpamRulesInForce> LatestAsync(CancellationToken cancel) =>
        (await _latest.ReadAsync(cancel)).InForce;

    public void Dispose() => _latest.Dispose();

    private static async Task<Known> LookAsync(LeadGenDbContext db, Known? before, CancellationToken cancel)
    {
        var version = await SpamSettings.VersionAsync(db, cancel);
        return before is not null && before.Version == version
            ? before
            : new Known(version, await ReadAsync(db, cancel));
    }

    private static async Task<SpamRulesInForce> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        new((await SpamSettings.ReadAsync(db, cancel)).ToRules(), await DeletedTexts.ReadAsync(db, cancel));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; spam is judged as last read")]
    private static partial void LogStale(ILogger log, Exception e);

    private sealed record Known(string? Version, SpamRulesInForce InForce);
}
