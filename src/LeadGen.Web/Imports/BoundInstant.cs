using System.Globalization;

namespace LeadGen.Web.Imports;

/// <summary>A <see cref="MapInstant"/> that has found its columns in the header.</summary>
internal sealed class BoundInstant(MapInstant instant, Binder bind)
{
    /// <summary>Clocks differ: what is this far ahead is stored as now.</summary>
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Iso =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    private readonly string[] _formats = instant.Format is null ? Iso : [instant.Format];
    private readonly BoundValue? _at = bind.Value(instant.At);
    private readonly BoundValue? _order = bind.Value(instant.Order);

    /// <summary>When it was by what the row says, or null where it says nothing.</summary>
    public DateTimeOffset? Read(CsvRow row, DateTimeOffset now, List<string> errors)
    {
        var at = _at is null ? Counted(row, errors) : Written(row, errors);
        if (at > now + AheadMax || at < Earliest)
        {
            errors.Add("Give an instant that is past, and after 1970: occurred_at");
        }

        return at > now ? now : at;
    }

    private DateTimeOffset? Written(CsvRow row, List<string> errors)
    {
        if (_at!.Read(row, errors) is not { } text)
        {
            return null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, _formats, CultureInfo.InvariantCulture, Utc, out var at))
        {
            return at;
        }

        errors.Add(
            instant.Format is null
                ? "Write the date as 2026-03-31 or 2026-03-31T14:00:00Z, or name its format in the map: occurred_at"
                : $"Write the date as the map says, {instant.Format}: occurred_at"
        );
        return null;
    }

    private DateTimeOffset? Counted(CsvRow row, List<string> errors)
    {
        if (_order!.Read(row, errors) is not { } text)
        {
            return null;
        }

        var seconds = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var order)
            ? (order - instant.First) * instant.StepSeconds
            : double.NaN;
        if (Math.Abs(seconds) <= TimeSpan.FromDays(36_500).TotalSeconds)
        {
            return instant.Base!.Value.AddSeconds(seconds);
        }

        errors.Add("Give a number from which the date can be counted: occurred_at");
        return null;
    }
}
