using System.Globalization;

namespace LeadGen.Web.Data;

/// <summary>
/// A restored copy sends no mail and calls no webhook until an administrator lets it: the original may live on, or have sent them. The roads
/// ask the table itself as they take work in hand; this is for those who tell of it.
/// </summary>
public sealed class OutgoingHold(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    /// <summary>Of the setting, whose value is the instant of the backup.</summary>
    public const string Key = "outgoing_held";

    private readonly LatestSetting _latest = new(scopes, time, Key);

    public async ValueTask<bool> IsOnAsync(CancellationToken cancel) =>
        await _latest.ReadIfThereAsync(cancel) is { Length: > 0 };

    /// <summary>When the backup was made whose mails are held; null where nothing is.</summary>
    public static async Task<DateTimeOffset?> SinceAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Key, cancel) is { } at
            ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)
            : null;

    public Task EndAsync(LeadGenDbContext db, CancellationToken cancel) => _latest.RemoveAsync(db, cancel);

    public void Dispose() => _latest.Dispose();
}
