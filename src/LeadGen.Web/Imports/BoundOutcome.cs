using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;

namespace LeadGen.Web.Imports;

/// <summary>A <see cref="MapOutcome"/> that has found its columns in the header.</summary>
internal sealed class BoundOutcome(MapOutcome map, Binder bind)
{
    private const NumberStyles Amount = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    private readonly BoundValue _result = bind.Value(map.Result)!;
    private readonly BoundValue? _amount = bind.Value(map.Amount);
    private readonly BoundValue? _currency = bind.Value(map.Currency);
    private readonly BoundValue? _reason = bind.Value(map.Reason);
    private readonly BoundInstant? _occurredAt = bind.Instant(map.OccurredAt);

    /// <summary>Null where the row tells of none.</summary>
    public ImportedOutcome? Read(RowTold told)
    {
        if (told.Read(_result) is not { } text || text.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (Terms.Parse<OutcomeResult>(text) is not { } result)
        {
            told.Errors.Add($"'{RowReader.Shown(text)}' is no outcome: name what it means in the map");
            return null;
        }

        var (reason, error) = CleanText.Note(told.Read(_reason), Outcome.ReasonMaxLength, "Reason");
        if (error is not null)
        {
            told.Errors.Add(error);
        }

        return new ImportedOutcome(
            StableId.Of([.. told.Id, "outcome", Terms.Of(result)]),
            result,
            AmountOf(told),
            CurrencyOf(told),
            reason,
            told.Read(_occurredAt)
        );
    }

    private decimal? AmountOf(RowTold told)
    {
        if (told.Read(_amount) is not { } text)
        {
            return null;
        }

        if (
            decimal.TryParse(text, Amount, CultureInfo.InvariantCulture, out var amount)
            && amount is >= 0 and <= Outcome.AmountMax
        )
        {
            return decimal.Round(amount, 2);
        }

        told.Errors.Add("Enter an amount of zero or more, such as 1200.50: amount");
        return null;
    }

    private string? CurrencyOf(RowTold told)
    {
        var currency = told.Read(_currency)?.ToUpperInvariant();
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
        {
            told.Errors.Add("Enter the currency by its three letters, such as EUR: currency");
        }

        return currency;
    }
}
