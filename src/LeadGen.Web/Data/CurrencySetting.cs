namespace LeadGen.Web.Data;

/// <summary>The currency of amounts that come without one: a setting of the administrator.</summary>
public static class CurrencySetting
{
    private const string Key = "currency";

    /// <returns>Three letters; null where none is set.</returns>
    public static async Task<string?> ReadCurrencyAsync(this LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Key, cancel) is { Length: 3 } currency ? currency : null;

    /// <param name="currency">Checked by the caller; empty for none.</param>
    public static Task SaveCurrencyAsync(this LeadGenDbContext db, string currency, CancellationToken cancel) =>
        db.SaveSettingAsync(Key, currency, cancel);
}
