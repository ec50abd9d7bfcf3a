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
        await using var own = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync(cancel)
            : null;
        // One after the other: of two who save a setting for the first time, the second finds what the first has made.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('leadgen settings'))", cancel);
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
        if (own is not null)
        {
            await own.CommitAsync(cancel);
        }
    }
}
