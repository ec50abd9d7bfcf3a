using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

public static class SettingRows
{
    public static Task<string?> ReadSettingAsync(this LeadGenDbContext db, string key, CancellationToken cancel) =>
        db
            .Settings.AsNoTracking()
            .Where(setting => setting.Key == key)
            .Select(setting => (string?)setting.Value)
            .SingleOrDefaultAsync(cancel);

    /// <summary>In the caller's transaction where there is one, else in its own. The audit log tells from what to what.</summary>
    public static async Task SaveSettingAsync(
        this LeadGenDbContext db,
        string key,
        string value,
        CancellationToken cancel
    )
    {
        var setting = await db.Settings.SingleOrDefaultAsync(one => one.Key == key, cancel);
        if (setting is null)
        {
            db.Settings.Add(new Setting { Key = key, Value = value });
        }
        else
        {
            setting.Value = value;
        }

        await db.SaveChangesAsync(cancel);
    }
}
