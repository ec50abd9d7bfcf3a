using LeadGen.Web.Data.Sales;

namespace LeadGen.Web.Data;

/// <summary>By which clock the staff read times, where they have chosen none of their own: a setting of the administrator.</summary>
public sealed class HouseZone(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    public const int MaxLength = 100;

    private const string Key = "time_zone";

    private readonly LatestSetting _latest = new(scopes, time, Key);

    /// <summary>UTC where none is set.</summary>
    public async ValueTask<TimeZoneInfo> CurrentAsync(CancellationToken cancel) =>
        await _latest.ReadIfThereAsync(cancel) is { Length: > 0 } name ? StaffZone.Of(name) : TimeZoneInfo.Utc;

    /// <summary>Is it in the database of time zones?</summary>
    public static bool IsKnown(string name) =>
        name.Length <= MaxLength && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    public static async Task<string?> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Key, cancel) is { Length: > 0 } name ? name : null;

    /// <param name="name">A known one; empty for none.</param>
    public Task SaveAsync(LeadGenDbContext db, string name, CancellationToken cancel) =>
        _latest.SaveAsync(db, name, cancel);

    public void Dispose() => _latest.Dispose();
}
