using System.Text;

namespace LeadGen.Web.Imports;

/// <param name="Number">From 1.</param>
/// <param name="IsTooLong">It was longer than may be; the text is its start.</param>
internal readonly record struct CsvLine(long Number, string Text, bool IsTooLong);

/// <summary>The lines of a text, none of which takes more memory than the limit.</summary>
internal sealed class CsvLines(TextReader reader, int maxLength)
{
    private const int BufferSize = 64 * 1024;

    private readonly char[] _buffer = new char[BufferSize];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _end;
    private long _number;
    private bool _skipLineFeed;

    public async ValueTask<CsvLine?> NextAsync(CancellationToken cancel)
    {
        var (tooLong, any) = (false, false);
        while (true)
        {
            if (_at == _end && !await FillAsync(cancel))
            {
                return any ? Take(tooLong) : null;
            }

            var rest = _buffer.AsSpan(_at, _end - _at);
            var end = rest.IndexOfAny('\r', '\n');
            var part = end < 0 ? rest : rest[..end];
            any = true;
            if (end >= 0 && _line.Length == 0 && !tooLong && part.Length <= maxLength)
            {
                // Nearly every line lies in the buffer as a whole.
                var text = new string(part);
                Pass(end, rest[end]);
                return new CsvLine(++_number, text, IsTooLong: false);
            }

            var room = Math.Min(part.Length, maxLength - _line.Length);
            _line.Append(part[..room]);
            tooLong |= room < part.Length;
            if (end < 0)
            {
                _at = _end;
                continue;
            }

            Pass(end, rest[end]);
            return Take(tooLong);
        }
    }

    private CsvLine Take(bool tooLong)
    {
        var text = _line.ToString();
        _line.Clear();
        return new CsvLine(++_number, text, tooLong);
    }

    private void Pass(int end, char terminator)
    {
        _at += end + 1;
        _skipLineFeed = terminator == '\r';
        SkipLineFeed();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        do
        {
            (_at, _end) = (0, await reader.ReadAsync(_buffer, cancel));
            if (_end == 0)
            {
                return false;
            }

            SkipLineFeed();
        } while (_at == _end);
        return true;
    }

    private void SkipLineFeed()
    {
        if (_skipLineFeed && _at < _end)
        {
            _skipLineFeed = false;
            if (_buffer[_at] == '\n')
            {
                _at++;
            }
        }
    }
}
