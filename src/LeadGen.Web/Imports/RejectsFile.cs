using System.Buffers;
using System.Globalization;

namespace LeadGen.Web.Imports;

/// <summary>The rows that could not be used, with the columns of their file and one more that says why. There is none where all could.</summary>
internal sealed class RejectsFile(string path, IReadOnlyList<string> header, char separator) : IAsyncDisposable
{
    public const string ErrorColumn = "error";

    private readonly SearchValues<char> _quoted = SearchValues.Create([separator, '"', '\r', '\n']);

    /// <summary>Whoever mends a rejects file and imports it again gets the column once.</summary>
    private readonly int _columns = header[^1] == ErrorColumn ? header.Count - 1 : header.Count;

    private StreamWriter? _file;

    public async Task AddAsync(CsvRow row, string error)
    {
        if (_file is null)
        {
            _file = new StreamWriter(path, append: false);
            await _file.WriteAsync(Line(header, ErrorColumn));
        }

        await _file.WriteAsync(
            Line(row.Fields, string.Create(CultureInfo.InvariantCulture, $"Line {row.Line}: {error}"))
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    private string Line(IReadOnlyList<string> fields, string error) =>
        string.Join(separator, fields.Take(_columns).Append(error).Select(Field)) + "\n";

    private string Field(string text)
    {
        // Of bytes that were no UTF-8 what is left is the mark for just that.
        var shown = text.Replace(RowReader.NotUtf8, '\uFFFD');
        return shown.AsSpan().ContainsAny(_quoted)
            ? $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : shown;
    }
}
