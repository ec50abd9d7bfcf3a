using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>
/// A restored copy sends no mail and calls no webhook until an administrator lets it: the original may live on, or have sent them. The roads
/// ask the table itself as they take work in hand; this is for those who tell of it.
/// </summary>
public sealed class OutgoingHold(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    /// <summary>Of the setting, whose value is the instant of the backup.</summary>
    public const string Key = "outgoing_held";

    private const string NotHeld = "";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly LatestRead<string> _latest = new(
        scopes,
        time,
        Fresh,
        async (db, _, cancel) => await db.ReadSettingAsync(Key, cancel) ?? NotHeld
    );

    /// <summary>No page fails for want of it.</summary>
    public async ValueTask<bool> IsOnAsync(CancellationToken cancel)
    {
        try
        {
            return await _latest.ReadAsync(cancel) != NotHeld;
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return false;
        }
    }

    /// <summary>When the backup was made whose mails are held; null where nothing is.</summary>
    public static async Task<DateTimeOffset?> SinceAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Key, cancel) is { } at
            ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)
            : null;

    public async Task EndAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        if (await db.Settings.SingleOrDefaultAsync(setting => setting.Key == Key, cancel) is { } held)
        {
            db.Settings.Remove(held);
            await db.SaveChangesAsync(cancel);
            _latest.Forget();
        }
    }

    public void Dispose() => _latest.Dispose();
}
