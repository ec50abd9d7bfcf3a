using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Outcomes;

namespace LeadGen.Web.Handoffs;

/// <summary>Reads the fields of an outcome: what is left in <see cref="Errors"/> is wrong.</summary>
internal sealed class OutcomeForm
{
    /// <summary>Clocks differ; what is told as that much ahead happens now.</summary>
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private OutcomeForm() { }

    public Dictionary<string, string> Errors { get; } = [];
    public string? Currency { get; private set; }

    /// <summary>The reason of the list that was meant, if one was.</summary>
    public Reason? Listed { get; private set; }

    /// <summary>The key of <see cref="Listed"/>, else the text as it was written.</summary>
    public string? Reason { get; private set; }
    public DateTimeOffset OccurredAt { get; private set; }

    public static OutcomeForm Read(OutcomeEntry entry, IReadOnlyList<Reason> reasons, DateTimeOffset now)
    {
        var form = new OutcomeForm();
        form.CheckResult(entry.Result);
        form.CheckAmount(entry.Amount);
        form.ReadCurrency(entry.Currency);
        form.ReadReason(entry.Reason, reasons);
        form.ReadInstant(entry.OccurredAt, now);
        return form;
    }

    private void CheckResult(OutcomeResult result)
    {
        if (!Enum.IsDefined(result))
        {
            Errors["result"] = "Choose opportunity, won or lost";
        }
    }

    private void CheckAmount(decimal? amount)
    {
        if (amount is < 0 or > Outcome.AmountMax)
        {
            Errors["amount"] = string.Create(
                CultureInfo.InvariantCulture,
                $"Enter an amount from 0 to {Outcome.AmountMax:N0}"
            );
        }
        else if (amount is { } given && decimal.Round(given, 2) != given)
        {
            Errors["amount"] = "Enter the amount with two decimals at most";
        }
    }

    private void ReadCurrency(string? text)
    {
        var currency = text is null ? "" : CleanText.Trim(text).ToUpperInvariant();
        if (currency.Length > 0 && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
        {
            Errors["currency"] = "Enter the currency by its three letters, such as EUR";
        }

        Currency = currency.Length == 0 ? null : currency;
    }

    private void ReadReason(string? text, IReadOnlyList<Reason> reasons)
    {
        var (clean, error) = CleanText.Note(text, Outcome.ReasonMaxLength, "Reason");
        if (error is not null)
        {
            Errors["reason"] = error;
        }

        Listed = reasons.Named(clean);
        Reason = Listed?.Key ?? clean;
    }

    private void ReadInstant(DateTimeOffset? given, DateTimeOffset now)
    {
        var at = given?.ToUniversalTime() ?? now;
        if (at > now + AheadMax || at < Earliest)
        {
            Errors["occurred_at"] = "Enter an instant that is past, such as 2026-03-31T14:00:00Z";
        }

        OccurredAt = at > now ? now : at;
    }
}
