using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Consents;

/// <summary>What is shown to people and asked of them, in memory. Whether it has changed is looked up once a second at most.</summary>
public sealed partial class ConsentBook(IServiceScopeFactory scopes, TimeProvider time, ILogger<ConsentBook> log)
    : IDisposable
{
    private const string VersionKey = "consents_version";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _oneLooks = new(1, 1);
    private volatile Read? _latest;

    public async ValueTask<ConsentsInForce> ReadAsync(CancellationToken cancel)
    {
        if (IsFresh(_latest))
        {
            return _latest!.InForce;
        }

        // While one looks, the others take what is there.
        if (!await _oneLooks.WaitAsync(_latest is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancel))
        {
            return _latest!.InForce;
        }

        try
        {
            return IsFresh(_latest) ? _latest!.InForce : (_latest = await LookAsync(cancel)).InForce;
        }
        finally
        {
            _oneLooks.Release();
        }
    }

    /// <summary>Tells all instances that something is shown or asked otherwise from now on. In the transaction of the change.</summary>
    public static Task RaiseAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.settings (key, value) values ({VersionKey}, '1')
            on conflict (key) do update set value = (settings.value::bigint + 1)::text
            """,
            cancel
        );

    /// <summary>As the database has it now, for those who change it.</summary>
    public static async Task<ConsentsInForce> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        new(
            await VersionAsync(db, cancel),
            await db.ConsentTexts.AsNoTracking().ToListAsync(cancel),
            await db.ConsentPurposes.AsNoTracking().ToListAsync(cancel)
        );

    public void Dispose() => _oneLooks.Dispose();

    private bool IsFresh(Read? read) => read is not null && time.GetUtcNow() - read.At <= Fresh;

    private async Task<Read> LookAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
            return _latest is { } latest && latest.InForce.Version == await VersionAsync(db, cancel)
                ? latest with
                {
                    At = now,
                }
                : new Read(await ReadAsync(db, cancel), now);
        }
        catch (Exception e) when (_latest is not null && DatabaseAway.Is(e))
        {
            // Pages stand while the database is away.
            LogStale(e);
            return _latest with { At = now };
        }
    }

    private static async Task<long> VersionAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        var text = await db
            .Settings.AsNoTracking()
            .Where(setting => setting.Key == VersionKey)
            .Select(setting => setting.Value)
            .SingleOrDefaultAsync(cancel);
        return text is null ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database does not answer; texts of consents are shown as last read"
    )]
    private partial void LogStale(Exception e);

    private sealed record Read(ConsentsInForce InForce, DateTimeOffset At);
}
