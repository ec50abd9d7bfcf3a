using LeadGen.Domain.Nurture;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Nurture;

/// <summary>How fast all sequences together may be: one row of the settings.</summary>
public static class NurtureSettings
{
    private const string Key = "nurture";

    public static async Task<NurturePace> ReadPaceAsync(this LeadGenDbContext db, CancellationToken cancel)
    {
        var text = await db
            .Settings.AsNoTracking()
            .Where(setting => setting.Key == Key)
            .Select(setting => (string?)setting.Value)
            .SingleOrDefaultAsync(cancel);
        return text is null ? NurturePace.Default : JsonColumn.Read<NurturePace>(text);
    }

    public static Task SavePaceAsync(this LeadGenDbContext db, NurturePace pace, CancellationToken cancel) =>
        db.SaveSettingAsync(Key, JsonColumn.Write(pace), cancel);
}
