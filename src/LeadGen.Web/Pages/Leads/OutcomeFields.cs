using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Leads;

/// <summary>The fields of the outcome form. Their names begin with <c>outcome.</c></summary>
internal static class OutcomeFields
{
    /// <summary>Null where what was typed can't be read: then the errors say so.</summary>
    public static OutcomeEntry? Read(IFormCollection form, Guid leadId, string actor, Dictionary<string, string> errors)
    {
        var result = Terms.Parse<OutcomeResult>(form["outcome.result"]);
        if (result is null)
        {
            errors["result"] = "Choose what came of it";
        }

        var amount = Amount(form["outcome.amount"].ToString().Trim(), errors);
        var day = Day(form["outcome.occurred_at"].ToString().Trim(), errors);
        return errors.Count > 0
            ? null
            : new OutcomeEntry(
                leadId,
                result!.Value,
                actor,
                amount,
                form["outcome.currency"],
                form["outcome.reason"],
                day,
                Guid.TryParse(form["outcome.id"], out var id) ? id : null
            );
    }

    public static string Told(RecordingResult.Recorded recorded, string name)
    {
        var stage = StageBadgeTagHelper.Words(Terms.Of(recorded.Stage)).Text;
        return recorded.Again ? $"That was recorded already. {name}: {stage}." : $"Recorded. {name}: {stage}.";
    }

    private static decimal? Amount(string text, Dictionary<string, string> errors)
    {
        if (text.Length == 0)
        {
            return null;
        }

        // No commas: in half of the world they are the decimal point.
        if (
            !decimal.TryParse(
                text.Replace(" ", "", StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount
            )
        )
        {
            errors["amount"] = "Enter the amount in digits, such as 12500 or 12500.50";
        }

        return amount;
    }

    private static DateTimeOffset? Day(string text, Dictionary<string, string> errors)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (
            !DateTimeOffset.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var day
            )
        )
        {
            errors["occurred_at"] = "Enter the day as year-month-day, such as 2026-03-31";
        }

        return day;
    }
}
