using System.Globalization;
using System.Text.RegularExpressions;
using LeadGen.Domain.Capture;

namespace LeadGen.Web.Imports;

/// <summary>A <see cref="MapValue"/> that has found its columns in the header.</summary>
internal sealed partial class BoundValue
{
    private readonly MapValue _value;
    private readonly string[] _texts;
    private readonly int[] _columns;
    private readonly HashSet<string> _notGiven;
    private readonly Dictionary<string, string>? _values;

    public BoundValue(MapValue value, CsvColumns columns, IEnumerable<string> notGiven)
    {
        _value = value;
        var names = ColumnsOf(value).ToList();
        _columns = [.. names.Select(name => columns[name])];
        _texts = value.Template is null ? [] : TemplateColumn().Split(value.Template);
        _notGiven = new HashSet<string>(
            notGiven.Concat(value.NotGiven).Select(CleanText.Trim),
            StringComparer.OrdinalIgnoreCase
        );
        _values = value.Values?.ToDictionary(
            pair => CleanText.Trim(pair.Key),
            pair => pair.Value,
            StringComparer.OrdinalIgnoreCase
        );
    }

    public static IEnumerable<string> ColumnsOf(MapValue value) =>
        value.Column is not null ? [value.Column]
        : value.Template is not null ? TemplateColumn().Matches(value.Template).Select(match => match.Value[1..^1])
        : [];

    /// <summary>What the row says, or null where it says nothing.</summary>
    public string? Read(CsvRow row, List<string> errors)
    {
        var text = Raw(row);
        if (text is null)
        {
            return null;
        }

        if (_values is not null)
        {
            text = _values.TryGetValue(text, out var meaning) ? meaning : _value.Otherwise ?? text;
        }

        return text.Length == 0 ? null
            : _value.Bands is { } bands ? Band(bands, text, errors)
            : text;
    }

    private string? Raw(CsvRow row)
    {
        if (_value.Value is not null)
        {
            return _value.Value;
        }

        if (_value.Column is not null)
        {
            return Given(row, _columns[0]);
        }

        var parts = new string[_texts.Length + _columns.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if ((i % 2 == 0 ? _texts[i / 2] : Given(row, _columns[i / 2])) is not { } part)
            {
                return null;
            }

            parts[i] = part;
        }

        return string.Concat(parts);
    }

    private string? Given(CsvRow row, int column)
    {
        var text = CleanText.Trim(row.Fields[column]);
        return text.Length == 0 || _notGiven.Contains(text) ? null : text;
    }

    private string? Band(IReadOnlyList<double> bands, string text, List<string> errors)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            errors.Add($"Enter a number, such as 1200: {string.Join(", ", ColumnsOf(_value))}");
            return null;
        }

        var above = 0;
        while (above < bands.Count && number >= bands[above])
        {
            above++;
        }

        return above == 0 ? $"under {Shown(bands[0])}"
            : above == bands.Count ? $"{Shown(bands[^1])}+"
            : Shown(bands[above - 1]) == Shown(bands[above] - 1) ? Shown(bands[above - 1])
            : IsWhole(bands[above]) ? $"{Shown(bands[above - 1])}-{Shown(bands[above] - 1)}"
            : $"{Shown(bands[above - 1])}-{Shown(bands[above])}";
    }

    private static bool IsWhole(double limit) => Math.Floor(limit) == limit;

    private static string Shown(double limit) => limit.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{[^{}]+\}")]
    private static partial Regex TemplateColumn();
}

/// <summary>The columns of a file by their names.</summary>
internal sealed class CsvColumns(IReadOnlyList<string> header)
{
    private readonly string[] _names = [.. header.Select(CleanText.Trim)];

    /// <summary>As it is written, else without case.</summary>
    public int this[string name] =>
        Find(name, StringComparison.Ordinal) is >= 0 and var exact
            ? exact
            : Find(name, StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<string> Missing(ImportMap map) =>
        [.. map.Values.SelectMany(BoundValue.ColumnsOf).Distinct().Where(name => this[name] < 0)];

    private int Find(string name, StringComparison comparison) =>
        Array.FindIndex(_names, column => column.Equals(CleanText.Trim(name), comparison));
}
