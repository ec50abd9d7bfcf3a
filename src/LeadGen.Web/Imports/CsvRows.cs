using System.Text;

namespace LeadGen.Web.Imports;

/// <summary>One row of a CSV file, or what can't be read as one.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Fields">As many as the header has; of a wrong row what could be made of it.</param>
/// <param name="Error">What is wrong with it and what to do, or null.</param>
public sealed record CsvRow(long Line, IReadOnlyList<string> Fields, string? Error = null)
{
    /// <summary>Behind it: there the next row begins.</summary>
    public CsvPlace End { get; init; }

    /// <summary>More stands in it than the fields tell.</summary>
    public bool IsCut { get; init; }
}

/// <summary>
/// Reads a CSV file (RFC 4180) row by row, of any size. A broken row costs itself alone: where a quote is opened and never closed,
/// reading goes on with the next line, which readers of the whole text can't do. A quote inside an unquoted field is text.
/// </summary>
public sealed class CsvRows : IDisposable
{
    /// <summary>Characters in a row.</summary>
    public const int RowMaxLength = 1_000_000;

    /// <summary>Lines in a row, by fields with line breaks.</summary>
    public const int LinesMax = 500;

    /// <summary>Columns in a file.</summary>
    public const int ColumnsMax = 1000;

    private const int ShownMaxLength = 1000;

    private readonly CsvLines _lines;
    private readonly char _separator;

    /// <summary>Read ahead, while it was not clear where a row ends.</summary>
    private readonly LinkedList<CsvLine> _ahead = new();
    private int _columns;

    public CsvRows(CsvLines lines, char separator) => (_lines, _separator) = (lines, separator);

    public static CsvRows Of(string text, char separator) => new(CsvLines.Of(text), separator);

    public void Dispose() => _lines.Dispose();

    /// <summary>Goes on behind a row that was read before.</summary>
    public Task GoToAsync(CsvPlace place, CancellationToken cancel)
    {
        _ahead.Clear();
        return _lines.GoToAsync(place, cancel);
    }

    /// <summary>So many bytes lie before the first row behind the header.</summary>
    public long HeaderEnd { get; private set; }

    /// <summary>The first row. Call this first.</summary>
    public async Task<IReadOnlyList<string>?> HeaderAsync(CancellationToken cancel)
    {
        if (await NextAsync(cancel) is not { } header)
        {
            return null;
        }

        (_columns, HeaderEnd) = (header.Fields.Count, header.End.Byte);
        return header.Error is not null ? throw new ImportException("The header: " + header.Error)
            : _columns > ColumnsMax
                ? throw new ImportException(
                    $"The file has {_columns:N0} columns: take out those that say nothing of leads, down to {ColumnsMax:N0} or fewer."
                )
            : header.Fields;
    }

    /// <summary>The next row that is not empty, or null at the end.</summary>
    public async Task<CsvRow?> NextAsync(CancellationToken cancel)
    {
        while (await LineAsync(cancel) is { } first)
        {
            if (first.IsTooLong || first.Text.AsSpan().ContainsAnyExcept(' '))
            {
                return await RowAsync(first, cancel);
            }
        }

        return null;
    }

    private async Task<CsvRow> RowAsync(CsvLine first, CancellationToken cancel)
    {
        if (first.IsTooLong)
        {
            return Wrong(first, $"Shorten the row to {RowMaxLength:N0} characters or fewer.");
        }

        var record = new CsvRecord(_separator);
        var (state, length) = (record.Add(first.Text), first.Text.Length);
        var more = new List<CsvLine>();
        while (state == CsvState.Open && more.Count < LinesMax && length < RowMaxLength)
        {
            if (await LineAsync(cancel) is not { } next)
            {
                break;
            }

            more.Add(next);
            length += next.Text.Length;
            state = next.IsTooLong ? CsvState.Broken : record.Add(next.Text);
        }

        if (state == CsvState.Complete && (_columns == 0 || record.Fields.Count == _columns))
        {
            return new CsvRow(first.End.Line, record.Fields) { End = more.Count > 0 ? more[^1].End : first.End };
        }

        // Whatever it swallowed may be good rows: only its first line is given up.
        for (var i = more.Count - 1; i >= 0; i--)
        {
            _ahead.AddFirst(more[i]);
        }

        return more.Count == 0 && state == CsvState.Complete
            ? new CsvRow(first.End.Line, Fitted(record.Fields), Miscounted(record.Fields.Count)) { End = first.End }
            : Wrong(
                first,
                "A quote is opened and not closed, or text follows a closing one: double the quotes inside."
            );
    }

    private string Miscounted(int fields) =>
        $"The row has {fields} fields where the header has {_columns}: quote a field that holds the separator.";

    private CsvRow Wrong(CsvLine line, string error) =>
        new(line.End.Line, Fitted([line.Text.Length > ShownMaxLength ? line.Text[..ShownMaxLength] : line.Text]), error)
        {
            End = line.End,
            IsCut = line.IsTooLong || line.Text.Length > ShownMaxLength,
        };

    private List<string> Fitted(List<string> fields) =>
        [.. fields.Concat(Enumerable.Repeat("", Math.Max(0, _columns - fields.Count))).Take(Math.Max(_columns, 1))];

    private ValueTask<CsvLine?> LineAsync(CancellationToken cancel)
    {
        if (_ahead.First is not { } first)
        {
            return _lines.NextAsync(cancel);
        }

        _ahead.RemoveFirst();
        return ValueTask.FromResult<CsvLine?>(first.Value);
    }
}

internal enum CsvState
{
    Complete,

    /// <summary>Inside quotes: the row goes on with the next line.</summary>
    Open,
    Broken,
}

/// <summary>One row while its lines come in.</summary>
internal sealed class CsvRecord(char separator)
{
    private readonly StringBuilder _quoted = new();
    private bool _isOpen;

    public List<string> Fields { get; } = [];

    public CsvState Add(string line)
    {
        if (!_isOpen && !line.Contains('"', StringComparison.Ordinal))
        {
            Fields.AddRange(line.Split(separator));
            return CsvState.Complete;
        }

        var at = 0;
        if (_isOpen)
        {
            _quoted.Append('\n');
        }

        while (true)
        {
            if (!_isOpen && at < line.Length && line[at] == '"')
            {
                (_isOpen, at) = (true, at + 1);
            }

            if (!_isOpen)
            {
                var end = line.IndexOf(separator, at);
                Fields.Add(end < 0 ? line[at..] : line[at..end]);
                if (end < 0)
                {
                    return CsvState.Complete;
                }

                at = end + 1;
                continue;
            }

            switch (Quoted(line, ref at))
            {
                case CsvState.Open:
                    return CsvState.Open;
                case CsvState.Broken:
                    return CsvState.Broken;
                case CsvState.Complete when at > line.Length:
                    return CsvState.Complete;
            }
        }
    }

    /// <summary>The rest of a quoted field. Afterwards <paramref name="at"/> is where the next one begins, behind the line's end after the last.</summary>
    private CsvState Quoted(string line, ref int at)
    {
        while (true)
        {
            var quote = line.IndexOf('"', at);
            if (quote < 0)
            {
                _quoted.Append(line, at, line.Length - at);
                return CsvState.Open;
            }

            _quoted.Append(line, at, quote - at);
            at = quote + 1;
            if (at < line.Length && line[at] == '"')
            {
                _quoted.Append('"');
                at++;
                continue;
            }

            if (at < line.Length && line[at] != separator)
            {
                return CsvState.Broken;
            }

            Fields.Add(_quoted.ToString());
            _quoted.Clear();
            (_isOpen, at) = (false, at + 1);
            return CsvState.Complete;
        }
    }
}
