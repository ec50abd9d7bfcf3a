namespace LeadGen.Web.Data;

/// <summary>The language in which offers are written, unless one says another: a setting of the administrator.</summary>
public static class LanguageSetting
{
    private const string Key = "language";

    public static async Task<string?> ReadLanguageAsync(this LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Key, cancel) is { Length: > 0 } language ? language : null;

    /// <param name="language">A language tag, checked by the caller; empty for none.</param>
    public static Task SaveLanguageAsync(this LeadGenDbContext db, string language, CancellationToken cancel) =>
        db.SaveSettingAsync(Key, language, cancel);
}
