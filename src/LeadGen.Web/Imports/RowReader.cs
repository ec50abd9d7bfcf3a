using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Imports;

/// <summary>Turns rows into leads, facts, touchpoints and outcomes by a map, checked by the same rules as a form.</summary>
internal sealed class RowReader
{
    /// <summary>Stands in for bytes that are not UTF-8; no text has it.</summary>
    public const char NotUtf8 = '\uFFFF';

    private const string EmailUnreadable = "Enter an e-mail address in the form name@example.com";

    private readonly ImportMap _map;
    private readonly DateTimeOffset _undated;
    private readonly BoundValue? _key;
    private readonly BoundValue _email;
    private readonly BoundInstant? _occurredAt;
    private readonly BoundValue? _channel;
    private readonly BoundValue?[] _source;
    private readonly KeyValuePair<string, BoundValue>[] _facts;
    private readonly List<CustomField> _custom;
    private readonly List<BoundTouchpoint> _touchpoints;
    private readonly BoundOutcome? _outcome;

    /// <param name="offers">The slugs there are.</param>
    /// <param name="undated">The instant of rows that tell none.</param>
    public RowReader(ImportMap map, IReadOnlyList<string> header, IEnumerable<string> offers, DateTimeOffset undated)
    {
        var bind = new Binder(new CsvColumns(header), map.NotGiven);
        (_map, _undated) = (map, undated);
        _key = bind.Value(map.Key);
        _email = bind.Value(map.Email)!;
        _occurredAt = bind.Instant(map.OccurredAt);
        _channel = bind.Value(map.Channel);
        _source = [bind.Value(map.Source), bind.Value(map.Medium), bind.Value(map.Campaign), bind.Value(map.Referrer)];
        _facts = [.. map.Facts.Select(fact => KeyValuePair.Create(fact.Key, bind.Value(fact.Value)!))];
        _custom =
        [
            .. map
                .Facts.Where(fact => fact.Key.StartsWith(CustomField.Prefix, StringComparison.Ordinal))
                .Select(fact => (Key: fact.Key[CustomField.Prefix.Length..], fact.Value.Type))
                .Select(fact => new CustomField(fact.Key, fact.Key.Replace('_', ' '), fact.Type)),
        ];
        var slugs = new HashSet<string>(offers, StringComparer.Ordinal);
        _touchpoints = [.. map.Touchpoints.Select(touchpoint => new BoundTouchpoint(touchpoint, bind, slugs))];
        _outcome = map.Outcome is { } outcome ? new BoundOutcome(outcome, bind) : null;
    }

    public RowReading Read(CsvRow row, DateTimeOffset now)
    {
        if (row.Error is not null)
        {
            return new RowReading(null, row.Error);
        }

        if (row.Fields.Any(field => field.AsSpan().ContainsAny('\0', NotUtf8)))
        {
            return new RowReading(
                null,
                row.Fields.Any(field => field.Contains(NotUtf8, StringComparison.Ordinal))
                    ? "The row holds bytes that are not UTF-8: save the file as UTF-8."
                    : "Remove the unreadable character (NUL) from the row."
            );
        }

        var errors = new List<string>();
        var form = Form(row, errors);
        var at = _occurredAt?.Read(row, now, errors) ?? _undated;
        var key = _key?.Read(row, errors) ?? string.Join('\u001F', row.Fields);
        var told = new RowTold(
            row,
            [_map.Name, key],
            new Touch(at, ChannelOf(row, errors), SourceOf(row, errors), LandingPage: null),
            now,
            errors
        );
        var imported = new ImportedRow(
            form.Answers?.Email!,
            form.Answers?.Facts.ToDictionary(fact => fact.Key, fact => (string?)fact.Value) ?? [],
            told.Touch,
            [.. _touchpoints.Select(touchpoint => touchpoint.Read(told)).OfType<Touchpoint>()],
            _outcome?.Read(told)
        );
        return errors.Count == 0
            ? new RowReading(imported, null)
            : new RowReading(null, string.Join("; ", errors.Distinct()));
    }

    private FormReading Form(CsvRow row, List<string> errors)
    {
        var email = _email.Read(row, errors);
        var reading = FormReader.Read(
            null,
            _facts
                .Select(fact => KeyValuePair.Create(fact.Key, FactOf(fact.Key, fact.Value.Read(row, errors), errors)))
                .Prepend(KeyValuePair.Create(LeadFields.Email, email)),
            _custom
        );
        errors.AddRange(
            reading.Errors.Select(error =>
                error.Key == LeadFields.Email ? EmailUnreadable : $"{error.Value}: {error.Key}"
            )
        );
        return reading;
    }

    private static string? FactOf(string fact, string? text, List<string> errors)
    {
        if (fact != LeadFields.Country || text is null)
        {
            return text;
        }

        var code = Countries.CodeOf(text);
        if (code is null)
        {
            errors.Add(
                $"'{Shown(text)}' is no country: give its English name or two-letter code, or name it in the map"
            );
        }

        return code;
    }

    private Channel ChannelOf(CsvRow row, List<string> errors)
    {
        if (_channel?.Read(row, errors) is not { } text)
        {
            return Channel.Import;
        }

        if (Terms.Parse<Channel>(text) is { } channel)
        {
            return channel;
        }

        errors.Add($"'{Shown(text)}' is no channel: name what it means in the map");
        return Channel.Import;
    }

    private Source? SourceOf(CsvRow row, List<string> errors) =>
        Source.From(
            _source[0]?.Read(row, errors),
            _source[1]?.Read(row, errors),
            _source[2]?.Read(row, errors),
            _source[3]?.Read(row, errors)
        );

    /// <summary>A field as an example: without what no page can show.</summary>
    internal static string Sample(string text)
    {
        var clean = CleanText.Trim(string.Concat(text.Where(letter => !char.IsControl(letter) && letter != NotUtf8)));
        return clean.Length <= SampleMaxLength ? clean : clean[..SampleMaxLength] + "…";
    }

    private const int SampleMaxLength = 30;

    internal static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
