using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Consents;

/// <summary>What is shown to people and asked of them, in memory. Whether it has changed is looked up once a second at most.</summary>
public sealed partial class ConsentBook(IServiceScopeFactory scopes, TimeProvider time, ILogger<ConsentBook> log)
    : IDisposable
{
    private const string VersionKey = "consents_version";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly LatestRead<ConsentsInForce> _latest = new(scopes, time, Fresh, LookAsync, e => LogStale(log, e));

    public ValueTask<ConsentsInForce> ReadAsync(CancellationToken cancel) => _latest.ReadAsync(cancel);

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

    public void Dispose() => _latest.Dispose();

    private static async Task<ConsentsInForce> LookAsync(
        LeadGenDbContext db,
        ConsentsInForce? before,
        CancellationToken cancel
    ) => before is not null && before.Version == await VersionAsync(db, cancel) ? before : await ReadAsync(db, cancel);

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
    private static partial void LogStale(ILogger log, Exception e);
}
