using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Imports;

/// <summary>Finds the columns of a map's values in the header of a file.</summary>
internal sealed class Binder(CsvColumns columns, IReadOnlyList<string> notGiven)
{
    public BoundValue? Value(MapValue? value) => value is null ? null : new BoundValue(value, columns, notGiven);

    public BoundInstant? Instant(MapInstant? instant) => instant is null ? null : new BoundInstant(instant, this);
}

/// <summary>What touchpoints and outcome of a row share.</summary>
/// <param name="Id">What the row is known by.</param>
/// <param name="Errors">What is wrong with it so far.</param>
internal sealed record RowTold(CsvRow Row, string[] Id, Touch Touch, DateTimeOffset Now, List<string> Errors)
{
    public string? Read(BoundValue? value) => value?.Read(Row, Errors);

    /// <summary>What the row says, else the row's own instant.</summary>
    public DateTimeOffset Read(BoundInstant? instant) => instant?.Read(Row, Now, Errors) ?? Touch.At;
}
