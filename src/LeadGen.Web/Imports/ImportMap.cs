using LeadGen.Domain.Offers;

namespace LeadGen.Web.Imports;

/// <summary>Says what the columns of a CSV file are. Read from JSON by <see cref="ImportMapReader"/>; docs/import.md explains each key.</summary>
public sealed record ImportMap
{
    /// <summary>Part of every id that is made from a row: as long as it stays the same, a row that comes again counts once.</summary>
    public required string Name { get; init; }

    /// <summary>Between the columns; null to find it from the header.</summary>
    public string? Separator { get; init; }

    /// <summary>Texts that say nothing, in any column, whatever their case.</summary>
    public IReadOnlyList<string> NotGiven { get; init; } = [];

    /// <summary>What a row is known by. Absent: its whole content.</summary>
    public MapValue? Key { get; init; }

    public required MapValue Email { get; init; }
    public MapInstant? OccurredAt { get; init; }

    /// <summary>The door through which a new lead came in. Absent: import.</summary>
    public MapValue? Channel { get; init; }

    public MapValue? Source { get; init; }
    public MapValue? Medium { get; init; }
    public MapValue? Campaign { get; init; }
    public MapValue? Referrer { get; init; }

    /// <summary>Key of a fact, <c>custom.KEY</c> too, to where it comes from.</summary>
    public IReadOnlyDictionary<string, MapValue> Facts { get; init; } = new Dictionary<string, MapValue>();

    public IReadOnlyList<MapTouchpoint> Touchpoints { get; init; } = [];
    public MapOutcome? Outcome { get; init; }

    /// <summary>A made-up address says nothing of a company, so leads with one have no account.</summary>
    public bool HasRealAddresses => Email.Template is null;

    public IEnumerable<MapValue> Values =>
        new[] { Key, Email, OccurredAt?.Order, OccurredAt?.At, Channel, Source, Medium, Campaign, Referrer }
            .Concat(Facts.Values)
            .Concat(Touchpoints.SelectMany(touchpoint => touchpoint.Values))
            .Concat(Outcome?.Values ?? [])
            .OfType<MapValue>();
}

/// <summary>Where one value comes from: a column, a template of columns, or a constant. In JSON a text alone is the name of a column.</summary>
public sealed record MapValue
{
    public string? Column { get; init; }

    /// <summary>Text with columns in braces: <c>{Prospect ID}@example.invalid</c>. Nothing where one of them is not given.</summary>
    public string? Template { get; init; }

    /// <summary>Always this.</summary>
    public string? Value { get; init; }

    /// <summary>What stands there to what it means; without case. An empty meaning is not given.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>What all others of <see cref="Values"/> mean. Absent: themselves.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Texts that say nothing in this column, beside those of the whole file.</summary>
    public IReadOnlyList<string> NotGiven { get; init; } = [];

    /// <summary>Rising limits by which a number becomes the name of its band: 0, 60, 300 makes <c>0-59 60-299 300+</c>.</summary>
    public IReadOnlyList<double>? Bands { get; init; }

    /// <summary>How a custom fact is read: text, number or yes_no.</summary>
    public CustomFieldType Type { get; init; } = CustomFieldType.Text;
}

/// <summary>An instant: from a column, or counted from a first one by an order.</summary>
public sealed record MapInstant
{
    public MapValue? At { get; init; }

    /// <summary>How the column writes it, as .NET's format strings say it. Absent: ISO 8601. Without a zone it is UTC.</summary>
    public string? Format { get; init; }

    /// <summary>The instant of the row whose order is <see cref="First"/>.</summary>
    public DateTimeOffset? Base { get; init; }

    public MapValue? Order { get; init; }
    public double First { get; init; }
    public double StepSeconds { get; init; } = 1;
}

/// <summary>A touchpoint that a row tells of.</summary>
public sealed record MapTouchpoint
{
    /// <summary>Tells the touchpoints of one row apart. Absent: the kind.</summary>
    public string? Key { get; init; }

    public required string Kind { get; init; }

    /// <summary>Only where this is given.</summary>
    public MapValue? When { get; init; }

    /// <summary>Absent: the row's own.</summary>
    public MapInstant? OccurredAt { get; init; }

    public MapValue? Offer { get; init; }
    public MapValue? Path { get; init; }
    public IReadOnlyDictionary<string, MapValue> Properties { get; init; } = new Dictionary<string, MapValue>();

    public IEnumerable<MapValue?> Values =>
        [When, OccurredAt?.At, OccurredAt?.Order, Offer, Path, .. Properties.Values];
}

/// <summary>What came of the lead, where the row tells.</summary>
public sealed record MapOutcome
{
    /// <summary>Gives opportunity, won, lost, or nothing.</summary>
    public required MapValue Result { get; init; }

    public MapValue? Amount { get; init; }
    public MapValue? Currency { get; init; }
    public MapValue? Reason { get; init; }

    /// <summary>Absent: the row's own.</summary>
    public MapInstant? OccurredAt { get; init; }

    public IEnumerable<MapValue?> Values => [Result, Amount, Currency, Reason, OccurredAt?.At, OccurredAt?.Order];
}

/// <summary>The map or the file can't be used at all; the message says what to do.</summary>
public sealed class ImportException(string message) : Exception(message);
