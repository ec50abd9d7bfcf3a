using System.Globalization;

namespace LeadGen.Web.Insights;

/// <summary>Which judged leads of a version a number of the score quality counts, so that it can lead to them.</summary>
public sealed record JudgedPick(int Version)
{
    public const string Here = "/insights/judged";
    private const string GoodTerm = "good";
    private const string OtherTerm = "other";
    private const string MonthFormat = "yyyy-MM";

    /// <summary>The least score that sales was given; null for any.</summary>
    public int? From { get; init; }
    public int? To { get; init; }

    /// <summary>Null for whatever sales said.</summary>
    public bool? Good { get; init; }

    /// <summary>The month (UTC) in which sales got them, by its first day; null for any.</summary>
    public DateOnly? Month { get; init; }

    /// <returns>Null for an address that no page made.</returns>
    public static JudgedPick? Read(IQueryCollection query)
    {
        var isRight = true;
        var version = Whole("version");
        var pick = new JudgedPick(version ?? 0)
        {
            From = Whole("from"),
            To = Whole("to"),
            Good = query["verdict"].FirstOrDefault() switch
            {
                GoodTerm => true,
                OtherTerm => false,
                _ => null,
            },
            Month = MonthOf(query["month"]),
        };
        return isRight && version is not null ? pick : null;

        int? Whole(string field)
        {
            if (query[field].FirstOrDefault() is not { Length: > 0 } typed)
            {
                return null;
            }

            isRight &= int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            return number;
        }

        DateOnly? MonthOf(string? typed)
        {
            if (string.IsNullOrEmpty(typed))
            {
                return null;
            }

            isRight &=
                DateOnly.TryParseExact(
                    typed,
                    MonthFormat,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var month
                ) && month.Year is > 1970 and < 9999;
            return isRight ? month : null;
        }
    }

    /// <summary>The address that shows them.</summary>
    public string Path =>
        Here
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["version"] = Version.ToString(CultureInfo.InvariantCulture),
                ["from"] = From?.ToString(CultureInfo.InvariantCulture),
                ["to"] = To?.ToString(CultureInfo.InvariantCulture),
                ["verdict"] =
                    Good is not { } good ? null
                    : good ? GoodTerm
                    : OtherTerm,
                ["month"] = Month?.ToString(MonthFormat, CultureInfo.InvariantCulture),
            }.Where(part => part.Value is not null)
        );
}
