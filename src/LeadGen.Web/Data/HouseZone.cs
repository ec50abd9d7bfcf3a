using LeadGen.Web.Data.Sales;

namespace LeadGen.Web.Data;

/// <summary>By which clock the staff read times, where they have chosen none of their own: a setting of the administrator.</summary>
public sealed class HouseZone(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    public const int MaxLength = 100;

    private const string Key = "time_zone";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly LatestRead<TimeZoneInfo> _latest = new(
        scopes,
        time,
        Fresh,
        async (db, _, cancel) => StaffZone.Of(await ReadAsync(db, cancel))
    );

    /// <summary>UTC where none is set. No page fails for want of it.</summary>
    public async ValueTask<TimeZoneInfo> CurrentAsync(CancellationToken cancel)
    {
        try
        {
            return await _latest.ReadAsync(cancel);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return TimeZoneInfo.Utc;
        }
    }

    /// <summary>Is it in the database of time zones?</summary>
    public static bool IsKnown(string name) =>
        name.Length <= MaxLength && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    public static async Task<string?> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Key, cancel) is { Length: > 0 } name ? name : null;

    /// <param name="name">A known one; empty for none.</param>
    public async Task SaveAsync(LeadGenDbContext db, string name, CancellationToken cancel)
    {
        await db.SaveSettingAsync(Key, name, cancel);
        _latest.Forget();
    }

    public void Dispose() => _latest.Dispose();
}
