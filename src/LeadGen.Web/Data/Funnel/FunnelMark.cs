using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Funnel;

/// <summary>How far the counting of the funnel has come.</summary>
/// <param name="CountedAt">All that was recorded by then is counted; null where nothing was counted yet.</param>
/// <param name="RecountSince">When all leads were last begun to be counted anew.</param>
/// <param name="Cursor">Up to which lead that is done; null where it is done with all.</param>
/// <param name="SumFrom">Where all leads are read: the first day that is to be summed up yet.</param>
/// <param name="Rules">By which rules they were last begun to be told apart.</param>
public sealed record FunnelMark(
    DateTimeOffset? CountedAt = null,
    DateTimeOffset? RecountSince = null,
    Guid? Cursor = null,
    long Done = 0,
    long Total = 0,
    DateOnly? SumFrom = null,
    int Rules = 0
)
{
    private const string Key = "funnel";
    private const string AskedKey = "funnel_asked";

    public bool IsRecounting => Cursor is not null;

    /// <summary>How much of a recount is done, from 0 to 99.</summary>
    public int Percent => (int)Math.Min(99, Total == 0 ? 0 : 100 * Done / Total);

    public static async Task<FunnelMark> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await ReadAsync(db, Key, cancel) is { } text ? JsonColumn.Read<FunnelMark>(text) : new FunnelMark();

    public Task SaveAsync(LeadGenDbContext db, CancellationToken cancel) =>
        SaveAsync(db, Key, JsonColumn.Write(this), cancel);

    /// <summary>
    /// Everything is to be counted anew: what is asked has changed, or leads came by a way that leaves no trace of when. What
    /// changes meanwhile is counted as ever.
    /// </summary>
    public static Task AskRecountAsync(LeadGenDbContext db, DateTimeOffset now, CancellationToken cancel) =>
        SaveAsync(db, AskedKey, now.ToString("O", CultureInfo.InvariantCulture), cancel);

    /// <summary>Was a recount asked for that has not begun?</summary>
    public async Task<bool> IsAskedAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await ReadAsync(db, AskedKey, cancel) is { } asked
        && !(DateTimeOffset.Parse(asked, CultureInfo.InvariantCulture) < RecountSince);

    private static Task<string?> ReadAsync(LeadGenDbContext db, string key, CancellationToken cancel) =>
        db
            .Settings.Where(setting => setting.Key == key)
            .Select(setting => (string?)setting.Value)
            .SingleOrDefaultAsync(cancel);

    private static Task<int> SaveAsync(LeadGenDbContext db, string key, string value, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.settings (key, value) values ({key}, {value})
            on conflict (key) do update set value = excluded.value
            """,
            cancel
        );
}
