using System.Globalization;

namespace LeadGen.Web.Pages.Insights;

/// <summary>Amounts as people read them.</summary>
public static class MoneyWords
{
    /// <summary>1,250 EUR, 12.50 EUR; a dash where there is none.</summary>
    public static string Of(decimal? amount, string? currency) =>
        amount is { } known
            ? known.ToString(known != 0 && Math.Abs(known) < 100 ? "N2" : "N0", CultureInfo.InvariantCulture)
                + (currency is null || known == 0 ? "" : $" {currency}")
            : "–";

    /// <summary>How many times over: 3.2 ×.</summary>
    public static string Times(decimal? number) =>
        number is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) + " ×" : "–";
}
