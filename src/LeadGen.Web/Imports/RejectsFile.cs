using System.Buffers;
using System.Globalization;
using System.Text;

namespace LeadGen.Web.Imports;

/// <summary>The rows that could not be used, with the columns of their file and one more that says why. There is none where all could.</summary>
internal sealed class RejectsFile : IAsyncDisposable
{
    public const string ErrorColumn = "error";

    private readonly string _path;
    private readonly CsvHead _head;
    private readonly SearchValues<char> _quoted;

    /// <summary>Whoever mends a rejects file and imports it again gets the column once.</summary>
    private readonly int _columns;

    private StreamWriter? _file;
    private long _kept;
    private bool _isKept = true;

    /// <param name="kept">So long was it at the point at which the import goes on; what is behind that comes again.</param>
    public RejectsFile(string path, CsvHead head, long kept)
    {
        (_path, _head, _kept) = (path, head, kept);
        _quoted = SearchValues.Create([head.Separator, '"', '\r', '\n']);
        _columns = head.Columns[^1] == ErrorColumn ? head.Columns.Count - 1 : head.Columns.Count;
        if (kept == 0)
        {
            File.Delete(path);
        }
        else if (File.Exists(path))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
            file.SetLength(Math.Min(kept, file.Length));
        }
    }

    public async Task AddAsync(CsvRow row, string error)
    {
        if (_file is null)
        {
            var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            file.Position = _kept;
            _file = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            if (_kept == 0)
            {
                await _file.WriteAsync(Line(_head.Columns, ErrorColumn));
            }
        }

        _isKept = false;
        await _file.WriteAsync(
            Line(row.Fields, string.Create(CultureInfo.InvariantCulture, $"Line {row.Line}: {error}"))
        );
    }

    /// <summary>Puts on the disk for good what is in it so far.</summary>
    /// <returns>How long it is.</returns>
    public async Task<long> KeepAsync()
    {
        if (!_isKept)
        {
            var file = (FileStream)_file!.BaseStream;
            await _file.FlushAsync();
            file.Flush(flushToDisk: true);
            (_kept, _isKept) = (file.Position, true);
        }

        return _kept;
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    private string Line(IReadOnlyList<string> fields, string error) =>
        string.Join(_head.Separator, fields.Take(_columns).Append(error).Select(Field)) + "\n";

    private string Field(string text)
    {
        // Of bytes that were no UTF-8 what is left is the mark for just that.
        var shown = text.Replace(RowReader.NotUtf8, '\uFFFD');
        return shown.AsSpan().ContainsAny(_quoted)
            ? $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : shown;
    }
}
