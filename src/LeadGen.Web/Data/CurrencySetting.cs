using System.Collections.Frozen;
using System.Globalization;

namespace LeadGen.Web.Data;

/// <summary>The currency of amounts that come without one: a setting of the administrator.</summary>
public static class CurrencySetting
{
    private const string Key = "currency";

    /// <summary>Those of ISO 4217 that somebody pays with, as this machine knows them.</summary>
    private static readonly Lazy<FrozenSet<string>> Known = new(() =>
        CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(CurrencyOf).OfType<string>().ToFrozenSet()
    );

    public static bool IsKnown(string currency) => Known.Value.Contains(currency);

    /// <returns>Three letters; null where none is set.</returns>
    public static async Task<string?> ReadCurrencyAsync(this LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Key, cancel) is { Length: 3 } currency ? currency : null;

    /// <param name="currency">Checked by the caller; empty for none.</param>
    public static Task SaveCurrencyAsync(this LeadGenDbContext db, string currency, CancellationToken cancel) =>
        db.SaveSettingAsync(Key, currency, cancel);

    private static string? CurrencyOf(CultureInfo culture)
    {
        try
        {
            return new RegionInfo(culture.Name).ISOCurrencySymbol;
        }
        catch (ArgumentException)
        {
            return null; // of no region: an artificial language, for one
        }
    }
}
