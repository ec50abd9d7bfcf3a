using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Insights;

/// <summary>What a campaign cost in a month. The parts of its source are empty where they do not matter.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Currency">ISO 4217; costs of two currencies are never added up.</param>
public sealed record CampaignCost(
    DateOnly Month,
    string Source,
    string Medium,
    string Campaign,
    string Currency,
    decimal Amount
)
{
    /// <summary>The part of it that falls into these days, day by day alike.</summary>
    public decimal Within(DaySpan span)
    {
        var month = new DaySpan(Month, Month.AddMonths(1).AddDays(-1));
        var from = span.From > month.From ? span.From : month.From;
        var to = span.To < month.To ? span.To : month.To;
        return to < from ? 0 : Amount * new DaySpan(from, to).Days / month.Days;
    }

    /// <summary>The names of the fields, in the order in which a line of a file has them.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        "month",
        "source",
        "medium",
        "campaign",
        "amount",
        "currency",
    ];

    /// <summary>Reads what was typed, or stands in a file.</summary>
    /// <returns>The cost, or what is wrong with it by field.</returns>
    public static (CampaignCost? Cost, IReadOnlyDictionary<string, string> Errors) Read(Func<string, string?> typed)
    {
        var errors = new Dictionary<string, string>();
        if (
            !DateOnly.TryParseExact(
                Text("month"),
                ["yyyy-MM", "yyyy-MM-dd"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var month
            ) || month.Year is < 2000 or > 2200
        )
        {
            errors["month"] = "Enter a month such as 2026-11";
        }

        var (source, medium, campaign) = (PartOf("source"), PartOf("medium"), PartOf("campaign"));
        if (source.Length == 0 && campaign.Length == 0 && errors.Count == 0)
        {
            errors["source"] = "Name the source or the campaign, as its links say it";
        }

        var isNumber = decimal.TryParse(
            Text("amount").Replace(" ", "", StringComparison.Ordinal),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var amount
        );
        if (!isNumber || amount < 0 || amount > Outcome.AmountMax || decimal.Round(amount, 2) != amount)
        {
            errors["amount"] = "Enter an amount such as 1250 or 1250.50, without a comma";
        }

        var currency = Text("currency").ToUpperInvariant();
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
        {
            errors["currency"] = "Enter the currency by its three letters, such as EUR";
        }

        return errors.Count > 0
            ? (null, errors)
            : (
                new CampaignCost(new DateOnly(month.Year, month.Month, 1), source, medium, campaign, currency, amount),
                errors
            );

        string Text(string field) => CleanText.Trim(typed(field) ?? "");

        string PartOf(string field)
        {
            var (clean, error) = CleanText.Note(typed(field), Touchpoints.Source.PartMaxLength, field);
            if (error is not null || clean?.Contains('\n', StringComparison.Ordinal) == true)
            {
                errors[field] = error ?? "Write it on one line";
            }

            return clean ?? "";
        }
    }
}
