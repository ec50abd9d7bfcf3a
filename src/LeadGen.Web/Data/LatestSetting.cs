using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>A setting that every request asks for: kept in memory for a moment, and in force here at once when it is saved here.</summary>
public sealed class LatestSetting(IServiceScopeFactory scopes, TimeProvider time, string key) : IDisposable
{
    private const string NotSet = "";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly LatestRead<string> _latest = new(
        scopes,
        time,
        Fresh,
        async (db, _, cancel) => await db.ReadSettingAsync(key, cancel) ?? NotSet
    );

    /// <summary>Empty where it is not set.</summary>
    public ValueTask<string> ReadAsync(CancellationToken cancel) => _latest.ReadAsync(cancel);

    /// <summary>Empty also where it was never read and the database is away: no page fails for want of it.</summary>
    public async ValueTask<string> ReadIfThereAsync(CancellationToken cancel)
    {
        try
        {
            return await _latest.ReadAsync(cancel);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return NotSet;
        }
    }

    public async Task SaveAsync(LeadGenDbContext db, string value, CancellationToken cancel)
    {
        await db.SaveSettingAsync(key, value, cancel);
        _latest.Forget();
    }

    public async Task RemoveAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        if (await db.Settings.SingleOrDefaultAsync(setting => setting.Key == key, cancel) is { } set)
        {
            db.Settings.Remove(set);
            await db.SaveChangesAsync(cancel);
            _latest.Forget();
        }
    }

    public void Dispose() => _latest.Dispose();
}
